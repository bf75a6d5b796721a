package io.github.camelportkey.images.faults;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What this process holds: threads that we know by their names, and handles, where the system shows them. */
record Handles(Map<String, Integer> counts) {

    private static final Path LINUX = Path.of("/proc/self/fd");

    static Handles now(Path folder) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName();
            if (name.startsWith("portkey-images") || name.contains("PortkeyImagesWorker") || name.startsWith("httpclient")
                    || name.startsWith("Camel (") || name.startsWith("pool-")) {
                counts.merge("thread " + name.replaceAll("[0-9]+", "N"), 1, Integer::sum);
            }
        }
        if (Files.isDirectory(LINUX)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(LINUX)) {
                for (Path one : all) {
                    count(one, folder, counts);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return new Handles(counts);
    }

    private static void count(Path handle, Path folder, Map<String, Integer> counts) {
        try {
            String to = Files.readSymbolicLink(handle).toString();
            if (to.startsWith(folder.toString())) {
                counts.merge("file", 1, Integer::sum);
            } else if (to.matches("(socket|pipe|anon_inode):.*")) {
                counts.merge("handle " + to.replaceFirst("(socket|pipe):.*", "$1"), 1, Integer::sum);
            }
        } catch (IOException e) {
            // it is closed by now
        }
    }

    /** What there is more of than there was; nothing where all is well. */
    Map<String, Integer> since(Handles before) {
        Map<String, Integer> more = new TreeMap<>();
        counts.forEach((what, count) -> {
            int grown = count - before.counts.getOrDefault(what, 0);
            if (grown > 0) {
                more.put(what, grown);
            }
        });
        return more;
    }
}
