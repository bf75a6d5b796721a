// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

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

    private Process process;
    private int port;

    /** The gateway's address up to its version. */
    public String baseUrl() {
        return "http://127.0.0.1:" + port + "/v1";
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return NodeProject.condition();
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
        NodeProject gateway = NodeProject.installed("portkey-gateway", "loopback.cjs");
        ProcessBuilder node = gateway.node("-r", gateway.path("loopback.cjs"),
                gateway.path("node_modules/@portkey-ai/gateway/build/start-server.js"), "--port=0", "--headless");
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
