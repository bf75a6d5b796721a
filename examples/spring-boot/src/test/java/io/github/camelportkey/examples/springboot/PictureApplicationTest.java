// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.springboot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.awt.image.BufferedImage;
import javax.imageio.ImageIO;

import io.github.camelportkey.standin.GatewayStandIn;
import io.github.camelportkey.standin.ReceivedEdit;
import io.github.camelportkey.standin.StagedAnswer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The application as a browser and a monitor see it, over the stand-in for the gateway. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PictureApplicationTest {

    private static final GatewayStandIn GATEWAY = GatewayStandIn.start();
    private static final String KEY = "canary-7f3a";

    @Autowired
    private TestRestTemplate browser;

    @DynamicPropertySource
    static void gateway(DynamicPropertyRegistry properties) {
        properties.add("gateway", GATEWAY::baseUrl);
        properties.add("PORTKEY_API_KEY", () -> KEY);
    }

    @AfterEach
    void forget() {
        GATEWAY.clear();
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB), "png", bytes);
        return bytes.toByteArray();
    }

    private ResponseEntity<byte[]> post(byte[] picture) {
        MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
        form.add("wish", "a red hat");
        form.add("picture", new ByteArrayResource(picture) {
            @Override
            public String getFilename() {
                return "otter.png";
            }
        });
        return browser.postForEntity("/edit", form, byte[].class);
    }

    @Test
    void aPictureOfTheFormComesBackEditedWithTheOptionsOfTheProperties() throws IOException {
        ResponseEntity<byte[]> answer = post(png());

        assertThat(answer.getStatusCode().value()).isEqualTo(200);
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.IMAGE_PNG);
        assertThat(answer.getBody()).startsWith(0x89, 'P', 'N', 'G');
        ReceivedEdit edit = GATEWAY.edits().get(0);
        assertThat(edit.field("prompt")).isEqualTo("a red hat");
        assertThat(edit.field("model")).isEqualTo("gpt-image-2");
        assertThat(edit.header("x-portkey-api-key")).isEqualTo(KEY);
        assertThat(edit.header("x-portkey-metadata")).isEqualTo("{\"application\":\"pictures\"}");
    }

    @Test
    void aBadPictureAndABusyGatewayAreToldApart() throws IOException {
        assertThat(post("no picture".getBytes()).getStatusCode().value()).isEqualTo(400);
        GATEWAY.answerNext(StagedAnswer.status(429), StagedAnswer.status(401));
        assertThat(post(png()).getStatusCode().value()).isEqualTo(503);
        assertThat(post(png()).getStatusCode().value()).isEqualTo(502);
    }

    @Test
    void theActuatorShowsMetersAndHealthOfTheEdits() throws IOException {
        assertThat(post(png()).getStatusCode().value()).isEqualTo(200);

        assertThat(browser.getForObject("/actuator/metrics/gen_ai.client.operation?tag=error.type:none", String.class))
                .contains("gpt-image-2", "COUNT");
        assertThat(browser.getForObject("/actuator/metrics/gen_ai.client.token.usage", String.class)).contains("output");
        String health = browser.getForObject("/actuator/health", String.class);
        assertThat(health).contains("producer:portkey-images-", "\"UP\"").doesNotContain(KEY);

        GATEWAY.answerNext(StagedAnswer.status(500), StagedAnswer.status(500), StagedAnswer.status(500));
        for (int i = 0; i < 3; i++) {
            assertThat(post(png()).getStatusCode().value()).isEqualTo(503);
        }
        ResponseEntity<String> down = browser.getForEntity("/actuator/health", String.class);
        assertThat(down.getStatusCode().value()).as(down.getBody()).isEqualTo(503);
        assertThat(down.getBody()).containsPattern("\"producer:portkey-images-[^\"]*\":\"DOWN\"").doesNotContain(KEY);
        assertThat(browser.getForEntity("/actuator/health/readiness", String.class).getStatusCode().value()).isEqualTo(503);
        assertThat(browser.getForEntity("/actuator/health/liveness", String.class).getStatusCode().value()).isEqualTo(200);

        assertThat(post(png()).getStatusCode().value()).isEqualTo(200);
        assertThat(browser.getForEntity("/actuator/health", String.class).getStatusCode().value()).isEqualTo(200);
        assertThat(browser.getForEntity("/actuator/health/readiness", String.class).getStatusCode().value()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-kye", "apiKy", "size"})
    void aMisspeltPropertyStopsTheStartAndIsNamed(String option) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(PictureApplication.class).web(WebApplicationType.NONE)
                .run("--camel.component.portkey-images." + option + "=" + KEY).close())
                .hasStackTraceContaining("camel.component.portkey-images." + option + " is no option");
    }

    @Test
    void theSwitchOfTheAutoConfigurationLeavesTheComponentAlone() {
        assertThatThrownBy(() -> new SpringApplicationBuilder(PictureApplication.class).web(WebApplicationType.NONE)
                .run("--camel.component.portkey-images.enabled=false").close())
                .hasStackTraceContaining("apiKey");
    }
}
