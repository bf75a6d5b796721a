// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;

import io.github.camelportkey.images.PortkeyImagesComponent;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.GatewayStandIn;
import org.apache.camel.CamelContext;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs routes of the pages: the component goes to a stand-in for the gateway, the folders are temporary ones. */
abstract class SnippetTestSupport extends CamelTestSupport {

    static GatewayStandIn gateway;

    @TempDir
    Path folder;

    @BeforeAll
    static void startGateway() {
        gateway = GatewayStandIn.start();
    }

    @AfterAll
    static void stopGateway() {
        gateway.close();
    }

    @AfterEach
    void forget() {
        gateway.clear();
        gateway.latency(Duration.ZERO);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        camel.getComponent("portkey-images", PortkeyImagesComponent.class).getConfiguration()
                .setBaseUrl(gateway.baseUrl().toString());
        camel.getPropertiesComponent().setOverrideProperties(placeholders());
        return camel;
    }

    Properties placeholders() {
        Properties folders = new Properties();
        folders.setProperty("inbox", inbox().toString());
        folders.setProperty("outbox", outbox().toString());
        folders.setProperty("gateway", gateway.baseUrl().toString());
        return folders;
    }

    Path inbox() {
        return folder.resolve("inbox");
    }

    Path outbox() {
        return folder.resolve("outbox");
    }

    /** Puts a picture somewhere below the temporary folder. */
    /** The same file, written so long ago that a route which waits until a file is whole takes it at once. */
    static Path old(Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    Path picture(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.move(old(Files.write(folder.resolve("picture.part"), Pictures.png(32))), file);
    }
}
