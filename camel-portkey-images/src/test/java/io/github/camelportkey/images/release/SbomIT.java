// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.release;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The CycloneDX bill of materials says what comes with a released module, and what may. */
class SbomIT {

    @ParameterizedTest
    @EnumSource
    void itListsWhatThePomDeclaresAndNothingOfTests(ReleasedModule module) throws IOException {
        Map<String, String> scopes = new TreeMap<>();
        for (JsonNode component : bom(module).get("components")) {
            scopes.put(component.get("group").textValue() + ":" + component.get("name").textValue(),
                    component.get("scope").textValue());
        }
        Map<String, String> declared = PublishedPom.of(module.folder()).dependencies();

        declared.forEach((name, scope) -> {
            switch (scope) {
                case "test" -> assertThat(scopes).doesNotContainKey(name);
                case "optional" -> assertThat(scopes).containsEntry(name, "optional");
                default -> assertThat(scopes).containsEntry(name, "required");
            }
        });
        assertThat(scopes).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void eachComponentHasAVersionAHashAndALicence(ReleasedModule module) throws IOException {
        assertThat(bom(module).get("components")).allSatisfy(component -> {
            assertThat(component.path("version").asText()).as("%s", component.path("purl")).isNotEmpty();
            assertThat(component.path("hashes")).as("%s", component.path("purl")).isNotEmpty();
            assertThat(component.path("licenses")).as("%s", component.path("purl")).isNotEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void itIsAboutTheModule(ReleasedModule module) throws IOException {
        assertThat(bom(module).at("/metadata/component/purl").textValue()).isEqualTo(
                "pkg:maven/io.github.camelportkey/%s@%s?type=jar", module.folder().getFileName(),
                System.getProperty("released.version"));
        assertThat(module.packaged("bom.xml")).isNotEmptyFile();
    }

    private static JsonNode bom(ReleasedModule module) throws IOException {
        return new ObjectMapper().readTree(module.packaged("bom.json").toFile());
    }
}
