// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.release;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the component's classes refer to, its pom declares. Else a dependency that drops one of its own takes it from all
 * who use the component.
 */
class DeclaredDependenciesTest {

    /** In a local repository: GROUP/ARTIFACT/VERSION/ARTIFACT-VERSION.jar. */
    private static final Pattern JAR = Pattern.compile(".*/([^/]+)/[^/]+/\\1-[^/]+\\.jar!.*");

    @Test
    void whatIsUsedIsDeclared() throws IOException {
        Map<String, String> declared = PublishedPom.of(ReleasedModule.COMPONENT.folder()).dependencies();
        Set<String> artifacts = declared.entrySet().stream().filter(entry -> !entry.getValue().equals("test"))
                .map(entry -> entry.getKey().replaceFirst(".*:", "")).collect(Collectors.toSet());
        // Spring comes whole or not at all, with spring-boot-autoconfigure
        artifacts.addAll(Set.of("spring-boot", "spring-context", "spring-core"));

        assertThat(used()).hasSizeGreaterThan(10).isSubsetOf(artifacts);
    }

    private static Set<String> used() {
        Set<String> used = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.github.camelportkey.images")) {
            type.getDirectDependenciesFromSelf().forEach(dependency -> {
                Optional<URI> source = dependency.getTargetClass().getBaseComponentType().getSource().map(Source::getUri);
                Matcher jar = JAR.matcher(source.map(URI::toString).orElse(""));
                if (jar.matches()) {
                    used.add(jar.group(1));
                }
            });
        }
        return used;
    }
}
