// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A project that a page makes from nothing in an empty folder, with the files and commands of that page. */
final class NewProject {

    private final Path folder;
    private final Path repository;
    private final Path page;

    /**
     * @param repository the {@linkplain OwnRepository local Maven repository}
     * @param page the page's file name
     */
    NewProject(Path folder, Path repository, String page) {
        this.folder = folder;
        this.repository = repository;
        this.page = Path.of("../../docs").resolve(page);
    }

    /** Writes what the page shows. */
    NewProject file(String name, String snippet) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.copy(DocumentedCommands.FILES.resolve(snippet), file);
        return this;
    }

    /** Puts what the page shows among the dependencies of the pom. */
    NewProject dependencies(String snippet) throws IOException {
        Path pom = folder.resolve("pom.xml");
        String dependencies = Files.readString(DocumentedCommands.FILES.resolve(snippet));
        Files.writeString(pom, Files.readString(pom).replace("  </dependencies>\n  <build>", dependencies + "  </dependencies>\n  <build>"));
        return this;
    }

    /** Puts a picture into the folder {@code pictures}. */
    NewProject picture() throws IOException {
        Files.createDirectory(folder.resolve("pictures"));
        Files.copy(Path.of("../file-to-s3/samples/otter.png"), folder.resolve("pictures/otter.png"));
        return this;
    }

    /** The page's command that begins so, with the program's path and further arguments. */
    List<String> command(String beginning, Path program, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(Files.readString(page).lines()
                .filter(line -> line.startsWith(beginning)).findFirst().orElseThrow().split(" ")));
        words.set(0, program.toString());
        words.addAll(List.of(more));
        return words;
    }

    /** The page's command for Maven that begins so, for this project's repository. */
    List<String> maven(String beginning, String... more) throws IOException {
        List<String> words = command(beginning, Path.of(System.getProperty("maven"), "bin/mvn"), more);
        words.addAll(List.of("-B", "-ntp", "-Dmaven.repo.local=" + repository));
        Path settings = Path.of(System.getProperty("user.home"), ".m2/settings.xml");
        if (Files.exists(settings)) {
            words.addAll(List.of("-s", settings.toString()));
        }
        return words;
    }
}
