// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

import io.github.camelportkey.images.PortkeyImagesAutoConfiguration;
import io.github.camelportkey.images.PortkeyImagesComponent;
import io.github.camelportkey.images.PortkeyImagesConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.ResourcePropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** What docs/spring-boot.md shows. Its application is built and run in examples/camel-cli, as a new user does it. */
class SpringBootDocsTest {

    @Test
    void thePropertiesReachTheComponent() throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addLast(new ResourcePropertySource("classpath:docs/" + "spring-boot.properties"));
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            PortkeyImagesComponent component = camel.getComponent("portkey-images", PortkeyImagesComponent.class);

            new PortkeyImagesAutoConfiguration().portkeyImagesComponentCustomizer(environment)
                    .configure("portkey-images", component);

            PortkeyImagesConfiguration options = component.getConfiguration();
            assertThat(options.getApiKey()).isEqualTo("key-of-the-gateway");
            assertThat(options.getProvider()).isEqualTo("@your-provider");
            assertThat(options.getMaxConnections()).isEqualTo(50);
            assertThat(options.getMetadata()).isEqualTo(Map.of("application", "pictures"));
            assertThat(options.getHttpHeader()).isEqualTo(Map.of("X-Tenant", "acme"));
        }
    }

    /** Which asks for its readiness in a test. */
    @Test
    void theExampleHasTheSettingsForItsOperation() throws IOException {
        assertThat(Files.readAllLines(Page.ROOT.resolve("examples/spring-boot/src/main/resources/application.properties")))
                .containsAll(Snippets.text("spring-boot-operations.properties").lines().toList());
    }

    @Test
    void theProjectHasTheVersionsThatAreTested() {
        Pom root = Pom.of("");

        assertThat(Snippets.text("spring-boot-pom.xml")).contains(
                "<artifactId>spring-boot-starter-parent</artifactId>\n    <version>" + root.property("spring-boot.version"),
                "<artifactId>camel-spring-boot-bom</artifactId>\n        <version>" + root.property("camel-spring-boot.version"),
                "<httpclient5.version>" + root.property("httpclient5.version") + "<",
                "<httpcore5.version>" + root.property("httpcore5.version") + "<",
                "<jackson-bom.version>" + root.property("jackson.version") + "<",
                Snippets.text("dependency.xml").indent(4).stripTrailing());
        assertThat(Snippets.text("spring-boot-yaml.xml")).contains(
                "<artifactId>camel-kamelet</artifactId>\n  <version>" + root.property("camel-spring-boot.version") + "<");
    }
}
