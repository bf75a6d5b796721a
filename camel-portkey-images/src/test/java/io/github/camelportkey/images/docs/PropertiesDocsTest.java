// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelportkey.images.PortkeyImagesComponent;
import io.github.camelportkey.images.PortkeyImagesConfiguration;
import io.github.camelportkey.images.client.GatewayUnreachableException;
import io.github.camelportkey.images.kit.CapturedLog;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.GatewayStandIn;
import io.github.camelportkey.standin.ReceivedEdit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The properties of the pages, bound by Camel Main. The keys in the environment are made up: see the module's pom. */
class PropertiesDocsTest {

    private static final String EDIT = "portkey-images:edit?model=gpt-image-2&prompt=a red hat";
    private static final GatewayStandIn GATEWAY = GatewayStandIn.start();

    @TempDir
    Path folder;

    private final Main main = new Main();

    @AfterAll
    static void stopGateway() {
        GATEWAY.close();
    }

    @AfterEach
    void stop() {
        main.stop();
        GATEWAY.clear();
    }

    private CamelContext camel(String file) {
        main.setPropertyPlaceholderLocations("classpath:docs/" + file);
        main.start();
        return main.getCamelContext();
    }

    private ReceivedEdit edit(String file) {
        CamelContext camel = camel(file);
        PortkeyImagesConfiguration options = configuration(camel);
        options.setBaseUrl(GATEWAY.baseUrl().toString());
        Exchange result = camel.createProducerTemplate().request(EDIT,
                exchange -> exchange.getMessage().setBody(Pictures.png(32)));
        assertThat(result.getException()).isNull();
        return GATEWAY.edits().get(0);
    }

    private static PortkeyImagesConfiguration configuration(CamelContext camel) {
        return camel.getComponent("portkey-images", PortkeyImagesComponent.class).getConfiguration();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application.properties", "virtual-key.properties", "provider-key.properties",
            "config.properties", "custom-host.properties"})
    void eachWayToAuthenticateIsCompleteForThePublicServer(String file) {
        CamelContext camel = camel(file);

        // Nothing listens at the proxy: the edit gets as far as the network, which the check comes before.
        Exchange result = camel.createProducerTemplate().request(EDIT + "&proxyHost=127.0.0.1&proxyPort=1",
                exchange -> exchange.getMessage().setBody(Pictures.png(32)));

        assertThat(result.getException()).isInstanceOf(GatewayUnreachableException.class);
    }

    @Test
    void aProviderThatTheGatewayKnows() {
        ReceivedEdit edit = edit("application.properties");

        assertThat(edit.header("x-portkey-api-key")).isEqualTo("key-of-the-gateway");
        assertThat(edit.header("x-portkey-provider")).isEqualTo("@your-provider");
    }

    @Test
    void aVirtualKey() {
        ReceivedEdit edit = edit("virtual-key.properties");

        assertThat(edit.header("x-portkey-api-key")).isEqualTo("key-of-the-gateway");
        assertThat(edit.header("x-portkey-virtual-key")).isEqualTo("key-of-the-vault");
    }

    @Test
    void aKeyOfTheProvider() {
        ReceivedEdit edit = edit("provider-key.properties");

        assertThat(edit.header("x-portkey-provider")).isEqualTo("openai");
        assertThat(edit.header("Authorization")).isEqualTo("Bearer key-of-the-provider");
    }

    @Test
    void aConfig() {
        assertThat(edit("config.properties").header("x-portkey-config")).isEqualTo("pc-images-1a2b3c");
    }

    @Test
    void aCustomHost() {
        ReceivedEdit edit = edit("custom-host.properties");

        assertThat(edit.header("x-portkey-custom-host")).isEqualTo("https://images.example.com/v1");
        assertThat(edit.header("Authorization")).isEqualTo("Bearer key-of-the-provider");
    }

    @Test
    void aGatewayOfOnesOwn() {
        CamelContext camel = camel("self-hosted.properties");

        assertThat(configuration(camel).getBaseUrl()).isEqualTo("http://localhost:8787/v1");
        assertThat(configuration(camel).getApiKey()).isNull();
        assertThat(camel.getEndpoint(EDIT)).isNotNull();
    }

    @Test
    void namesWithADashStandInBrackets() {
        ReceivedEdit edit = edit("names.properties");

        assertThat(edit.header("x-portkey-metadata")).isEqualTo("{\"cost-centre\":\"4711\",\"team\":\"design\"}");
        assertThat(edit.header("x-portkey-azure-resource-name")).isEqualTo("pictures");
    }

    @Test
    void aNameBehindADotLosesItsDashes() {
        main.addInitialProperty("camel.component.portkey-images.metadata.cost-centre", "4711");

        assertThat(configuration(camel("self-hosted.properties")).getMetadata()).doesNotContainKey("cost-centre")
                .containsValue("4711");
    }

    @ParameterizedTest
    @CsvSource({"api-key, false", "proxy-password, false", "provider-api-key, true", "virtual-key, true", "config, true",
            "gateway-header.azure-key, true", "http-header[X-Key], true"})
    void theSummaryOfCamelMainPrintsWhatThePageSays(String option, boolean printed) throws IOException {
        Path file = Files.writeString(folder.resolve("application.properties"),
                "camel.component.portkey-images." + option + "=canary-7f3a");
        try (CapturedLog log = CapturedLog.ofEverything()) {
            main.setPropertyPlaceholderLocations("file:" + file);
            main.start();

            assertThat(log.events().stream().filter(event -> event.level().isMoreSpecificThan(Level.INFO))
                    .anyMatch(event -> event.text().contains("canary-7f3a"))).isEqualTo(printed);
        }
    }

    @Test
    void theShutdownTimeout() {
        assertThat(camel("shutdown.properties").getShutdownStrategy().getTimeout()).isEqualTo(960);
    }

    @Test
    void theLimits() {
        PortkeyImagesConfiguration options = configuration(camel("limits.properties"));

        assertThat(options.getMaxConnections()).isEqualTo(50);
        assertThat(options.getResponseTimeout()).isEqualTo(300_000);
        assertThat(options.getEditTimeout()).isEqualTo(600_000);
        assertThat(options.getWorkerPoolMaxSize()).isEqualTo(40);
        assertThat(options.getSpoolDirectory()).isEqualTo("/var/spool/pictures");
        assertThat(options.getMaxSpoolBytes()).isEqualTo(2L * 1024 * 1024 * 1024);
    }
}
