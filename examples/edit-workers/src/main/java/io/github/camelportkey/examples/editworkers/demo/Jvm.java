// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java process of its own with this one's classpath. Its output goes to a file. */
public final class Jvm implements AutoCloseable {

    private final Process process;

    private Jvm(Process process) {
        this.process = process;
    }

    /** @param environment all of it: nothing is inherited, so that nothing of the user's leads a demo astray */
    public static Jvm start(Class<?> main, Path log, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // as a container of 256 MB would have it; and a short life needs no optimising compiler
                "-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-DendWithParent=true",
                "-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(Files.createDirectories(log.getParent()).resolve(log.getFileName()).toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Jvm(builder.start());
    }

    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** In bytes, of the largest of them, with all that the JVM needs beside its heap; 0 where the system doesn't tell. */
    static long mostMemory(List<Jvm> processes) throws IOException {
        long most = 0;
        for (Jvm jvm : processes) {
            Path status = Path.of("/proc", String.valueOf(jvm.process.pid()), "status");
            if (Files.exists(status)) {
                for (String line : Files.readAllLines(status)) {
                    if (line.startsWith("VmRSS:")) {
                        most = Math.max(most, Long.parseLong(line.replaceAll("\\D", "")) << 10);
                    }
                }
            }
        }
        return most;
    }

    /** As {@link #close()}, all at the same time. */
    static void closeAll(List<Jvm> processes) {
        processes.forEach(Jvm::terminate);
        processes.forEach(Jvm::close);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM: it is told to end, and does when it is ready to. Returns at once. */
    public void terminate() {
        process.destroy();
    }

    /** The exit status, when it has ended by itself. */
    public int awaitEnd(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("still running after " + atMost);
        }
        return process.exitValue();
    }

    /** SIGKILL: nothing of it can say good-bye. Returns when it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, and SIGKILL if that is not obeyed in half a minute. */
    @Override
    public void close() {
        terminate();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
