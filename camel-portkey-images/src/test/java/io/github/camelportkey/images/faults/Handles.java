// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.faults;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What this process holds: threads that we know by their names, and handles, where the system shows them. */
record Handles(Map<String, Integer> counts) {

    private static final Path LINUX = Path.of("/proc/self/fd");
    private static final String LISTENING = "0A";

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
                Map<String, String> sockets = sockets();
                for (Path one : all) {
                    count(one, folder, sockets, counts);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return new Handles(counts);
    }

    /** What the system's TCP sockets are doing, by their inodes; a socket that listens is told apart from one that talks. */
    private static Map<String, String> sockets() throws IOException {
        Map<String, String> states = new HashMap<>();
        for (String table : List.of("tcp", "tcp6")) {
            Path all = Path.of("/proc/self/net", table);
            for (String line : Files.exists(all) ? Files.readAllLines(all) : List.<String>of()) {
                String[] columns = line.strip().split("\\s+");
                if (columns.length > 9) {
                    states.put(columns[9], columns[3].equals(LISTENING) ? "that listens" : "that talks");
                }
            }
        }
        return states;
    }

    private static void count(Path handle, Path folder, Map<String, String> sockets, Map<String, Integer> counts) {
        try {
            String to = Files.readSymbolicLink(handle).toString();
            if (to.startsWith(folder.toString())) {
                counts.merge("file", 1, Integer::sum);
            } else if (to.startsWith("socket:")) {
                counts.merge("socket " + sockets.getOrDefault(to.replaceAll("\\D", ""), "of another kind"), 1, Integer::sum);
            } else if (to.matches("(pipe|anon_inode):.*")) {
                counts.merge("handle " + to.replaceFirst("pipe:.*", "pipe"), 1, Integer::sum);
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
