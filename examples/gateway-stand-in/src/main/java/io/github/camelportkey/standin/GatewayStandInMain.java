// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the server by itself until it is killed. Options are system properties or environment variables:
 * {@code standin.port} or {@code STANDIN_PORT}, default 8787, 0 for a free one; {@code standin.latency} or
 * {@code STANDIN_LATENCY}, in milliseconds, default 0.
 */
public final class GatewayStandInMain {

    private GatewayStandInMain() {
    }

    public static void main(String[] args) throws InterruptedException {
        GatewayStandIn gateway = GatewayStandIn.builder()
                .port(Integer.parseInt(option("port", "8787")))
                .latency(Duration.ofMillis(Long.parseLong(option("latency", "0"))))
                .keepEdits(false)
                .start();
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            gateway.close();
            closed.countDown();
        }));
        System.out.println(gateway.baseUrl());
        closed.await();
    }

    private static String option(String name, String absent) {
        String fromEnvironment = System.getenv("STANDIN_" + name.toUpperCase(Locale.ROOT));
        return System.getProperty("standin." + name, fromEnvironment == null ? absent : fromEnvironment);
    }
}
