// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What IDEs complete in the properties of a Spring Boot application is what Camel's catalog says of the component.
 * {@code -Ddocs.update=true} rewrites it.
 */
class SpringMetadataTest {

    private static final Path METADATA = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");
    private static final String PREFIX = "camel.component.portkey-images";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theMetadataIsThatOfTheCatalog() throws IOException {
        String expected = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(metadata()).replace("\r", "") + "\n";
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(METADATA, expected);
        } else {
            assertThat(Files.readString(METADATA)).isEqualTo(expected);
        }
    }

    private static ObjectNode metadata() throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("groups").addObject().put("name", PREFIX).put("type", PortkeyImagesComponent.class.getName());
        ArrayNode properties = root.putArray("properties");
        ArrayNode hints = root.putArray("hints");
        properties.addObject().put("name", PortkeyImagesAutoConfiguration.ENABLED).put("type", "java.lang.Boolean")
                .put("description", "Whether these properties are set on the component.").put("defaultValue", true);
        try (InputStream in = PortkeyImagesComponent.class.getResourceAsStream(
                "/META-INF/io/github/camelportkey/images/portkey-images.json")) {
            JSON.readTree(in).get("componentProperties").properties()
                    .forEach(option -> add(option.getKey(), option.getValue(), properties, hints));
        }
        return root;
    }

    private static void add(String option, JsonNode catalog, ArrayNode properties, ArrayNode hints) {
        String name = PREFIX + "." + option.replaceAll("([A-Z])", "-$1").toLowerCase();
        ObjectNode property = properties.addObject().put("name", name).put("type", boxed(catalog.get("javaType").asText()))
                .put("description", catalog.get("description").asText()
                        .replaceFirst(" This is a multi-value option with prefix: \\S+$", ""));
        if (catalog.has("defaultValue")) {
            property.set("defaultValue", catalog.get("defaultValue"));
        }
        if (catalog.has("enum")) {
            ArrayNode values = hints.addObject().put("name", name).putArray("values");
            catalog.get("enum").forEach(value -> values.addObject().put("value", value.asText()));
        }
    }

    /** The format knows no primitive types. */
    private static String boxed(String type) {
        return switch (type) {
            case "boolean" -> "java.lang.Boolean";
            case "int" -> "java.lang.Integer";
            case "long" -> "java.lang.Long";
            default -> type;
        };
    }
}
