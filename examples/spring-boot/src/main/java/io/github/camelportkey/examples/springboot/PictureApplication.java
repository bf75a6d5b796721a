// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.springboot;

import java.util.Map;

import io.github.camelportkey.standin.GatewayStandIn;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the application; without {@code PORTKEY_API_KEY} in the environment it edits with a stand-in for the gateway. */
@SpringBootApplication
public class PictureApplication {

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(PictureApplication.class);
        if (System.getenv("PORTKEY_API_KEY") == null) {
            application.setDefaultProperties(Map.of("gateway", GatewayStandIn.start().baseUrl()));
        }
        application.run(arguments);
    }
}
