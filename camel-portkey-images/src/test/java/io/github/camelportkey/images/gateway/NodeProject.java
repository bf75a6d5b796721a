// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/** A program of Node that a test runs as a peer, installed under target by exactly what its lock file says. */
final class NodeProject {

    private final Path folder;

    private NodeProject(Path folder) {
        this.folder = folder;
    }

    /** Where Node or npm is missing, tests are skipped with that reason; with CI=true in the environment they fail. */
    static ConditionEvaluationResult condition() {
        boolean installed = answers("node") && answers("npm");
        return installed || "true".equals(System.getenv("CI"))
                ? ConditionEvaluationResult.enabled("Node and npm are there")
                : ConditionEvaluationResult.disabled(
                        "This test runs a program of Node: it needs Node 18 or newer and npm on the path");
    }

    private static boolean answers(String program) {
        try {
            return new ProcessBuilder(program, "--version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * @param name the folder of the test resources that holds package.json and package-lock.json
     * @param programs its other files
     */
    static NodeProject installed(String name, String... programs) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", name).toAbsolutePath());
        List<String> files = new ArrayList<>(List.of(programs));
        files.addAll(List.of("package.json", "package-lock.json"));
        for (String file : files) {
            try (InputStream in = Objects.requireNonNull(NodeProject.class.getResourceAsStream("/" + name + "/" + file))) {
                Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path installed = folder.resolve("node_modules/installed-lock.json");
        Path lock = folder.resolve("package-lock.json");
        if (!Files.exists(installed) || Files.mismatch(installed, lock) >= 0) {
            install(folder);
            Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
        }
        return new NodeProject(folder);
    }

    private static void install(Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new IOException("npm could not install " + folder.getFileName() + ":\n" + Files.readString(log));
        }
    }

    String path(String file) {
        return folder.resolve(file).toString();
    }

    ProcessBuilder node(String... arguments) {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    }
}
