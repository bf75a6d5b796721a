// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables of docs/component.md are those of Camel's catalog. {@code -Ddocs.update=true} rewrites them. */
class TablesDocsTest {

    private static final String CATALOG = "/META-INF/io/github/camelportkey/images/portkey-images.json";

    private final JsonNode catalog = catalog();

    @Test
    void theTablesEqualTheCatalog() {
        Page page = Page.of(Page.ROOT.resolve("docs/component.md"));
        Map<String, List<String>> tables = tables();
        Page generated = page;
        for (Map.Entry<String, List<String>> table : tables.entrySet()) {
            generated = generated.withGenerated(table.getKey(), table.getValue());
        }
        if (Boolean.getBoolean("docs.update")) {
            generated.write();
        } else {
            assertThat(String.join("\n", page.lines())).isEqualTo(String.join("\n", generated.lines()));
        }
    }

    @Test
    void everyEndpointOptionIsAComponentOptionToo() {
        Set<String> endpoint = names("properties");
        endpoint.remove("operation");

        assertThat(names("componentProperties")).containsAll(endpoint);
    }

    private Map<String, List<String>> tables() {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        tables.put("common options", options("properties", "producer", Set.of("operation")));
        tables.put("security options", options("properties", "security", Set.of()));
        tables.put("proxy options", options("properties", "proxy", Set.of()));
        tables.put("advanced options", options("properties", "advanced", Set.of()));
        tables.put("component options", options("componentProperties", null, names("properties")));
        tables.put("headers in", headers("producer in"));
        tables.put("headers out", headers("producer out"));
        return tables;
    }

    private List<String> options(String kind, @Nullable String group, Set<String> without) {
        List<String> rows = new ArrayList<>(List.of("| Option | Description | Default | Type |", "|---|---|---|---|"));
        catalog.get(kind).properties().forEach(entry -> {
            JsonNode option = entry.getValue();
            String own = option.path("group").asText().replaceFirst(".*\\((\\w+)\\)", "$1");
            if (!without.contains(entry.getKey()) && (group == null || group.equals(own))) {
                String prefix = option.path("prefix").asText();
                rows.add("| `" + (prefix.isEmpty() ? entry.getKey() : prefix + "NAME") + "` | " + description(option) + " | "
                         + (option.has("defaultValue") ? "`" + option.get("defaultValue").asText() + "`" : "") + " | "
                         + type(option) + " |");
            }
        });
        assertThat(rows).as(kind + " of " + group).hasSizeGreaterThan(2);
        return rows;
    }

    private List<String> headers(String label) {
        List<String> rows = new ArrayList<>(List.of("| Header | Constant | Description | Type |", "|---|---|---|---|"));
        catalog.get("headers").properties().forEach(entry -> {
            JsonNode header = entry.getValue();
            if (header.get("label").asText().equals(label)) {
                rows.add("| `" + entry.getKey() + "` | `" + header.get("constantName").asText().replaceFirst(".*#", "")
                         + "` | " + description(header) + " | " + type(header) + " |");
            }
        });
        return rows;
    }

    private static String description(JsonNode option) {
        String text = option.get("description").asText().replaceFirst(" This is a multi-value option with prefix: \\S+$", "");
        return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")
               + (option.path("secret").asBoolean() ? " **Secret.**" : "");
    }

    private static String type(JsonNode option) {
        if (option.has("enum")) {
            List<String> values = new ArrayList<>();
            option.get("enum").forEach(value -> values.add("`" + value.asText() + "`"));
            return String.join(", ", values);
        }
        return option.get("javaType").asText().replaceAll("<.*>", "").replaceAll("\\b[a-z]+\\.(?=[\\w.]*[A-Z])", "");
    }

    private Set<String> names(String kind) {
        Set<String> names = new TreeSet<>();
        catalog.get(kind).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode catalog() {
        try (InputStream in = TablesDocsTest.class.getResourceAsStream(CATALOG)) {
            return new ObjectMapper().readTree(in).require();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
