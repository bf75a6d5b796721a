// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.camelportkey.benchmark.work.Figures;

/** Another JVM that takes commands and answers each with a line. It ends with this one, because its input does. */
final class Jvm implements AutoCloseable {

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader replies;

    private Jvm(Process process) {
        this.process = process;
        commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        replies = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a class with the class path of this process. */
    static Jvm start(List<String> options, String main, List<String> arguments, Path errors) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        return new Jvm(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile())).start());
    }

    /** Waits for the next line. */
    String line() throws IOException {
        String line = replies.readLine();
        if (line == null) {
            throw new IOException("The process has ended");
        }
        return line;
    }

    /** Waits for the next line, but not longer than that. */
    String line(long seconds) throws IOException {
        try {
            return CompletableFuture.supplyAsync(() -> {
                try {
                    return line();
                } catch (IOException e) {
                    return "failed " + e.getMessage();
                }
            }).get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("No answer in " + seconds + " s");
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException(e);
        }
    }

    /**
     * Gives a command, and waits for the figures that answer it.
     *
     * @throws IOException saying why there are none
     */
    Figures ask(String command, long seconds) throws IOException {
        commands.println(command);
        String reply = line(seconds);
        if (!reply.startsWith("ok")) {
            throw new IOException(reply.replaceFirst("^failed ", ""));
        }
        return reply.length() <= 3 ? Figures.of() : Figures.parse(reply.substring(3));
    }

    @Override
    public void close() {
        commands.close();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
