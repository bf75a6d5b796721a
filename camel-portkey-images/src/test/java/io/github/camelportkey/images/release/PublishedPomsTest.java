// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The poms say what a public repository demands, and which modules go there. */
class PublishedPomsTest {

    @ParameterizedTest
    @EnumSource
    void aModuleHasANameAndADescriptionOfItsOwn(ReleasedModule module) throws IOException {
        PublishedPom pom = PublishedPom.of(module.folder());

        assertThat(pom.text("name")).isNotEmpty();
        assertThat(pom.text("description")).isNotEmpty();
        assertThat(pom.text("parent", "artifactId")).isEqualTo("camel-portkey-images-parent");
    }

    @Test
    void theParentHasAllElseThatIsDemanded() throws IOException {
        PublishedPom parent = PublishedPom.of(ReleasedModule.ROOT);

        for (List<String> path : List.of(List.of("name"), List.of("description"), List.of("url"),
                List.of("licenses", "license", "name"), List.of("licenses", "license", "url"),
                List.of("developers", "developer", "name"), List.of("scm", "connection"),
                List.of("scm", "developerConnection"), List.of("scm", "url"))) {
            assertThat(parent.text(path.toArray(String[]::new))).as("%s", path).isNotEmpty();
        }
    }

    @Test
    void noExampleButTheStandInIsDeployed() throws IOException {
        try (Stream<Path> folders = Files.list(ReleasedModule.ROOT.resolve("examples"))) {
            List<Path> examples = folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).toList();
            assertThat(examples).hasSizeGreaterThan(5);
            for (Path example : examples) {
                assertThat(PublishedPom.of(example).text("properties", "maven.deploy.skip")).as("%s", example)
                        .isEqualTo(example.equals(ReleasedModule.STAND_IN.folder()) ? "" : "true");
            }
        }
    }

    /** A dependency that is only built here could not be resolved by anybody. */
    @ParameterizedTest
    @EnumSource
    void aReleasedModuleNeedsNoneThatIsNotReleased(ReleasedModule module) throws IOException {
        PublishedPom.of(module.folder()).dependencies().forEach((name, scope) -> {
            if (name.startsWith("io.github.camelportkey:")) {
                assertThat(name).isEqualTo("io.github.camelportkey:gateway-stand-in");
            }
        });
    }
}
