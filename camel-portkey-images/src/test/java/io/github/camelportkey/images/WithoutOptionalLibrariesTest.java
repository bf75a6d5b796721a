// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.GatewayStandIn;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** In a Java process of its own, with none of the libraries that are optional. */
class WithoutOptionalLibrariesTest {

    private static final List<String> OPTIONAL = List.of("camel-health", "camel-console", "camel-telemetry",
            "camel-opentelemetry2", "camel-mdc", "camel-management-4", "opentelemetry-", "micrometer-", "spring-");
    private static final List<String> THEIR_CLASSES = List.of("org.apache.camel.impl.health.AbstractHealthCheck",
            "org.apache.camel.telemetry.SpanDecorator", "io.micrometer.core.instrument.MeterRegistry",
            "org.apache.camel.impl.console.DefaultDevConsoleRegistry",
            "org.springframework.boot.autoconfigure.AutoConfiguration");

    @Test
    void anEditIsMadeAndNoClassThatNeedsThemIsLoaded() throws Exception {
        String classPath = Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator)).filter(entry -> OPTIONAL.stream()
                        .noneMatch(name -> Path.of(entry).getFileName().toString().startsWith(name)))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout", "-cp", classPath, Edit.class.getName()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output.lines().filter(line -> line.startsWith("edited: "))).as(output.lines().filter(
                line -> !line.contains("source:")).collect(Collectors.joining("\n"))).containsExactly("edited: 1 in all");
        assertThat(output).contains("PortkeyImagesProducer").doesNotContain(" " + EditHealthCheck.class.getName() + " ",
                " " + EditMeters.class.getName() + " ", " " + PortkeyImagesSpanDecorator.class.getName() + " ",
                " " + PortkeyImagesDevConsole.class.getName() + " ");
    }

    /** What the process runs. */
    static final class Edit {

        private Edit() {
        }

        public static void main(String[] args) throws Exception {
            for (String name : THEIR_CLASSES) {
                try {
                    Class.forName(name, false, Edit.class.getClassLoader());
                    throw new IllegalStateException(name + " is there, and this test would show nothing");
                } catch (ClassNotFoundException expected) {
                    // as it should be
                }
            }
            try (GatewayStandIn gateway = GatewayStandIn.start(); DefaultCamelContext camel = new DefaultCamelContext()) {
                camel.start();
                Exchange result = camel.createProducerTemplate().request(
                        "portkey-images:edit?model=gpt-image-2&prompt=p&baseUrl=" + gateway.baseUrl(),
                        exchange -> exchange.getMessage().setBody(Pictures.png(16)));
                if (result.getException() != null) {
                    result.getException().printStackTrace();
                }
                System.out.println("edited: " + camel.getComponent("portkey-images", PortkeyImagesComponent.class)
                        .getEditsSucceeded() + " in all");
            }
            System.exit(0); // the pools of the stand-in may still live
        }
    }
}
