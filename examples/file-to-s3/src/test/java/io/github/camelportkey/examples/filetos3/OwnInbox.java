// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import io.github.camelportkey.standin.GatewayStandIn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the example as somebody does who has a gateway and pictures of their own. */
final class OwnInbox implements AutoCloseable {

    static final Path SAMPLES = Path.of("samples");

    final GatewayStandIn gateway = GatewayStandIn.start();
    final Path inbox;
    private final Path target;
    private final Map<String, String> environment = new HashMap<>();

    /** How a run ended, and all that it printed. */
    record Run(int status, String output) {
    }

    OwnInbox(Path root) throws IOException {
        inbox = Files.createDirectories(root.resolve("inbox"));
        target = root.resolve("target");
        set("INBOX", inbox.toString());
        set("PORTKEY_BASE_URL", gateway.baseUrl().toString());
    }

    OwnInbox set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** A sample with its mask and prompt. */
    OwnInbox put(String name) throws IOException {
        putOnly(name + ".png");
        putOnly(name + ".mask.png");
        putOnly(name + ".txt");
        return this;
    }

    /** Keeps the sample's age, so that the file counts as settled. */
    OwnInbox putOnly(String file) throws IOException {
        Files.copy(SAMPLES.resolve(file), inbox.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        return this;
    }

    /** Puts a picture's files back to where they were, as a kill before the move would have left them. */
    void takeBack(String folder, String... files) throws IOException {
        for (String file : files) {
            Files.move(inbox.resolve(folder).resolve(file), inbox.resolve(file));
        }
    }

    Run run() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        int status = new FileToS3(new Settings(new Environment(environment), SAMPLES, target), out).run();
        return new Run(status, printed.toString(StandardCharsets.UTF_8));
    }

    /** The same in a process of its own, which can be killed. See {@link #output}. */
    Process start() throws IOException {
        return start(List.of());
    }

    /** As the child of a shell, as it is a child of a build. */
    Process startInShell() throws IOException {
        return start(List.of("sh", "-c", "\"$@\" & wait", "sh"));
    }

    private Process start(List<String> shell) throws IOException {
        List<String> command = new ArrayList<>(shell);
        Collections.addAll(command, Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true", "-DendWithParent=true",
                "-Dsamples=" + SAMPLES.toAbsolutePath(), "-Dtarget=" + target,
                "-classpath", System.getProperty("java.class.path"), FileToS3.class.getName());
        ProcessBuilder java = new ProcessBuilder(command);
        // What lies in the environment of whoever runs the tests must not lead to their own bucket.
        java.environment().keySet().removeIf(
                name -> name.matches("(PORTKEY|AWS|S3)_.*|INBOX|PROMPT|WATCH|MASK_ENDING"));
        java.environment().putAll(environment);
        return java.redirectErrorStream(true).redirectOutput(output().toFile()).start();
    }

    /** What the process has printed so far. */
    Path output() {
        return inbox.resolveSibling("output.txt");
    }

    Path stored(String name) {
        return target.resolve("paid/s3/pictures/edited").resolve(name + ".png");
    }

    Path done(String file) {
        return inbox.resolve(".done").resolve(file);
    }

    Path error(String file) {
        return inbox.resolve(".error").resolve(file);
    }

    Path page() {
        return target.resolve("paid/gallery/index.html");
    }

    @Override
    public void close() {
        gateway.close();
    }
}
