package io.github.camelportkey.images.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs the real gateway, pinned, on loopback, once for all tests of a run. Where Node or npm is missing the tests are
 * skipped with that reason; with CI=true in the environment that is a failure.
 */
public final class RealGateway
        implements ExecutionCondition, BeforeAllCallback, ParameterResolver, AutoCloseable {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(RealGateway.class);
    private static final Path FOLDER = Path.of("target", "portkey-gateway").toAbsolutePath();
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "loopback.cjs");

    private Process process;
    private int port;

    /** The gateway's address up to its version. */
    public String baseUrl() {
        return "http://127.0.0.1:" + port + "/v1";
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean installed = answers("node", "--version") && answers("npm", "--version");
        if (installed || "true".equals(System.getenv("CI"))) {
            return ConditionEvaluationResult.enabled("the gateway can be run");
        }
        return ConditionEvaluationResult.disabled(
                "The real Portkey gateway needs Node 18 or newer and npm on the path, and they are not there");
    }

    private static boolean answers(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running(context);
    }

    private static RealGateway running(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(RealGateway.class, key -> {
            RealGateway gateway = new RealGateway();
            try {
                gateway.start();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("The real gateway could not be started", e);
            }
            return gateway;
        }, RealGateway.class);
    }

    private void start() throws IOException, InterruptedException {
        install();
        ProcessBuilder node = new ProcessBuilder("node", "-r", FOLDER.resolve("loopback.cjs").toString(),
                FOLDER.resolve("node_modules/@portkey-ai/gateway/build/start-server.js").toString(), "--port=0", "--headless")
                .directory(FOLDER.toFile()).redirectErrorStream(true);
        node.environment().put("NODE_ENV", "production");
        process = node.start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("listening on port ")) {
                port = Integer.parseInt(line.substring("listening on port ".length()).trim());
                Thread drain = new Thread(() -> drain(output), "portkey-gateway-output");
                drain.setDaemon(true);
                drain.start();
                return;
            }
        }
        throw new IOException("The gateway ended before it listened");
    }

    private static void drain(BufferedReader output) {
        try (output) {
            while (output.readLine() != null) {
                continue; // a full pipe would stop the gateway
            }
        } catch (IOException e) {
            Thread.currentThread().interrupt(); // the gateway has ended
        }
    }

    /** Installs what the lock file says, unless just that is there from an earlier run. */
    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        for (String name : FILES) {
            try (InputStream in = Objects.requireNonNull(RealGateway.class.getResourceAsStream("/portkey-gateway/" + name))) {
                Files.copy(in, FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path installed = FOLDER.resolve("node_modules/installed-lock.json");
        Path lock = FOLDER.resolve("package-lock.json");
        if (Files.exists(installed) && Files.mismatch(installed, lock) < 0) {
            return;
        }
        Path log = FOLDER.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(FOLDER.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new IOException("npm could not install the gateway:\n" + Files.readString(log));
        }
        Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        process.destroy();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RealGateway.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running(context);
    }
}
