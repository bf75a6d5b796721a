// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** A program in a folder of its own, as a person starts it, with what it prints. Closing it ends it. */
final class Program implements AutoCloseable {

    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Program start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new Program(builder.start(), output);
    }

    /** Starts it, waits for its end and returns what it printed. */
    static String run(Path folder, Map<String, String> environment, List<String> command) throws Exception {
        try (Program program = start(folder, environment, command)) {
            assertThat(program.process.waitFor(5, TimeUnit.MINUTES)).as("%s ended: %s", command, program.output()).isTrue();
            return program.output();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
