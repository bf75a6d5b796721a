// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.kamelets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A file that declares a Kamelet, as YAML. What is missing in it reads as empty. */
public record KameletFile(String fileName, String text, Object yaml) {

    private static final Path FOLDER = Path.of("src/main/resources/kamelets");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([\\w.-]+)(?::[^}]*)?}}");

    static KameletFile of(String fileName, String text) {
        return new KameletFile(fileName, text, new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    /** All that the component ships. */
    static List<KameletFile> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(file -> {
                try {
                    return of(file.getFileName().toString(), Files.readString(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one that edits. */
    public static KameletFile ofTheComponent() {
        return all().stream().filter(file -> file.name().equals("portkey-images-edit-action")).findFirst().orElseThrow();
    }

    String name() {
        return string("metadata", "name");
    }

    String annotation(String name) {
        return string("metadata", "annotations", "camel.apache.org/" + name);
    }

    String type() {
        return string("metadata", "labels", "camel.apache.org/kamelet.type");
    }

    /** The declared options, by name. */
    @SuppressWarnings("unchecked")
    public Map<String, Map<String, Object>> properties() {
        Object properties = at("spec", "definition", "properties");
        return properties == null ? Map.of() : (Map<String, Map<String, Object>>) properties;
    }

    List<?> list(String... path) {
        return at(path) instanceof List<?> list ? list : List.of();
    }

    String string(String... path) {
        Object value = at(path);
        return value == null ? "" : value.toString();
    }

    @Nullable Object at(String... path) {
        Object node = yaml;
        for (String key : path) {
            node = node instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return node;
    }

    /** The names in {@code {{…}}} anywhere in the template. */
    Set<String> used() {
        Set<String> used = new LinkedHashSet<>();
        strings(at("spec", "template")).flatMap(text -> PLACEHOLDER.matcher(text).results())
                .forEach(match -> used.add(match.group(1)));
        return used;
    }

    /** The schemes of the endpoints in the template. */
    Set<String> schemes() {
        Set<String> schemes = new LinkedHashSet<>();
        uris(at("spec", "template")).forEach(uri -> schemes.add(uri.replaceFirst(":.*", "")));
        return schemes;
    }

    private static Stream<String> uris(@Nullable Object node) {
        if (node instanceof Map<?, ?> map) {
            return map.entrySet().stream().flatMap(entry -> Set.of("uri", "to").contains(entry.getKey())
                    && entry.getValue() instanceof String uri ? Stream.of(uri) : uris(entry.getValue()));
        }
        return node instanceof List<?> list ? list.stream().flatMap(KameletFile::uris) : Stream.empty();
    }

    private static Stream<String> strings(@Nullable Object node) {
        if (node instanceof Map<?, ?> map) {
            return map.values().stream().flatMap(KameletFile::strings);
        }
        if (node instanceof List<?> list) {
            return list.stream().flatMap(KameletFile::strings);
        }
        return node instanceof String text ? Stream.of(text) : Stream.empty();
    }
}
