// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.release;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The jars of classes, sources and javadoc, as they would be published. */
class ReleasedJarsIT {

    @ParameterizedTest
    @EnumSource
    void everyJarCarriesTheLicenceAndTheNotice(ReleasedModule module) throws IOException {
        for (Path jar : module.jars()) {
            for (String name : List.of("LICENSE", "NOTICE")) {
                assertThat(ReleasedModule.content(jar, "META-INF/" + name)).as("%s in %s", name, jar)
                        .isEqualTo(Files.readAllBytes(ReleasedModule.ROOT.resolve(name)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aModuleHasANameThatDoesNotHangOnItsFile(ReleasedModule module, @TempDir Path folder) throws IOException {
        Path renamed = Files.copy(module.jar(""), folder.resolve("another.jar"));
        Optional<ModuleDescriptor> descriptor = ModuleFinder.of(renamed).find(module.moduleName())
                .map(reference -> reference.descriptor());

        assertThat(descriptor).isPresent();
        assertThat(descriptor.get().packages()).contains(module.moduleName())
                .allMatch(name -> name.startsWith(module.moduleName()));
    }

    @ParameterizedTest
    @EnumSource
    void theSourcesAreAllSources(ReleasedModule module) throws IOException {
        Set<String> sources = new TreeSet<>();
        for (String folder : List.of("src/main/java", "src/generated/java")) {
            Path root = module.folder().resolve(folder);
            if (Files.exists(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(Files::isRegularFile).forEach(file -> sources.add(root.relativize(file).toString()));
                }
            }
        }
        assertThat(ReleasedModule.names(module.jar("sources"))).filteredOn(name -> name.endsWith(".java"))
                .containsExactlyElementsOf(sources).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theJavadocHasAPageOfEachPackageAndNoneOfWhatIsGenerated(ReleasedModule module) {
        Set<String> pages = ReleasedModule.names(module.jar("javadoc"));
        Set<String> packages = ModuleFinder.of(module.jar("")).find(module.moduleName()).orElseThrow().descriptor().packages();

        for (String name : packages) {
            assertThat(pages).as(name)
                    .anyMatch(page -> page.endsWith(name.replace('.', '/') + "/package-summary.html"));
        }
        assertThat(pages).contains("index.html").noneMatch(page -> page.endsWith("Configurer.html"));
    }
}
