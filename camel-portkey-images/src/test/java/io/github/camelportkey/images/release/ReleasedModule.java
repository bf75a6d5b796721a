// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** A module that is published: its folder, and what its packaging has left there. */
enum ReleasedModule {

    COMPONENT("camel-portkey-images", "io.github.camelportkey.images"),
    STAND_IN("examples/gateway-stand-in", "io.github.camelportkey.standin");

    /** Of the whole project; tests run in the component's folder. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final String path;
    private final String moduleName;

    ReleasedModule(String path, String moduleName) {
        this.path = path;
        this.moduleName = moduleName;
    }

    Path folder() {
        return ROOT.resolve(path);
    }

    String moduleName() {
        return moduleName;
    }

    /** The jar with the classifier, or the main one for {@code ""}. */
    Path jar(String classifier) {
        return packaged("%s-%s%s.jar".formatted(folder().getFileName(), System.getProperty("released.version"),
                classifier.isEmpty() ? "" : "-" + classifier));
    }

    List<Path> jars() {
        return List.of(jar(""), jar("sources"), jar("javadoc"));
    }

    Path packaged(String name) {
        return folder().resolve("target").resolve(name);
    }

    static Set<String> names(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(entry -> entry.getName()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(jar.toString(), e);
        }
    }

    /** What stands in the jar under the name, or null when nothing does. */
    static byte @Nullable [] content(Path jar, String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            if (file.getEntry(name) == null) {
                return null;
            }
            try (InputStream in = file.getInputStream(file.getEntry(name))) {
                return in.readAllBytes();
            }
        }
    }
}
