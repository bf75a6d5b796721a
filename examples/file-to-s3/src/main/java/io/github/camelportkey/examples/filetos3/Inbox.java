// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * The folder that pictures are put into, and how the files of one picture are called: {@code NAME.png}, its mask
 * {@code NAME.mask.png} (the ending can be configured) and, unless there is a prompt for all, {@code NAME.txt}.
 * A picture stays untouched until everything it needs is there and nothing of it was written to a moment ago.
 */
public record Inbox(Path folder, String maskEnding, boolean everyPictureNeedsItsPrompt, Duration settled)
        implements GenericFileFilter<File> {

    static final String DONE = ".done";
    static final String ERROR = ".error";

    @Override
    public boolean accept(GenericFile<File> file) {
        Path picture = file.getFile().toPath();
        return !file.isDirectory() && isPicture(picture) && missing(picture).isEmpty() && isSettled(picture);
    }

    Path mask(Path picture) {
        return picture.resolveSibling(name(picture) + maskEnding);
    }

    Path prompt(Path picture) {
        return picture.resolveSibling(name(picture) + ".txt");
    }

    /** The picture's mask and its prompt, whether they exist or not. */
    List<Path> companions(Path picture) {
        return List.of(mask(picture), prompt(picture));
    }

    /** What the picture still waits for. */
    List<Path> missing(Path picture) {
        List<Path> missing = new ArrayList<>();
        if (!Files.exists(mask(picture))) {
            missing.add(mask(picture));
        }
        if (everyPictureNeedsItsPrompt && !Files.exists(prompt(picture))) {
            missing.add(prompt(picture));
        }
        return missing;
    }

    /** All pictures in the inbox, ready or not, by name. */
    List<Path> pictures() throws IOException {
        return picturesIn(folder);
    }

    List<Path> picturesIn(Path somewhere) throws IOException {
        if (!Files.isDirectory(somewhere)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(somewhere)) {
            return files.filter(Files::isRegularFile).filter(this::isPicture).sorted().toList();
        }
    }

    /** {@code otter.png} is called otter, and so is the mask {@code otter.mask.png}'s picture. */
    static String name(Path picture) {
        String file = fileName(picture);
        return file.substring(0, file.length() - ".png".length());
    }

    static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }

    private boolean isPicture(Path file) {
        String name = fileName(file).toLowerCase(Locale.ROOT);
        return name.endsWith(".png") && !name.endsWith(maskEnding.toLowerCase(Locale.ROOT)) && !name.startsWith(".");
    }

    private boolean isSettled(Path picture) {
        Instant latest = Instant.now().minus(settled);
        return Stream.concat(Stream.of(picture), companions(picture).stream())
                .map(Path::toFile)
                .noneMatch(file -> file.exists() && Instant.ofEpochMilli(file.lastModified()).isAfter(latest));
    }
}
