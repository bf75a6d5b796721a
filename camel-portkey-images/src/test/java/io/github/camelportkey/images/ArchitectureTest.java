// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.spi.Metadata;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** Three rooms, one direction; and tables that leave nothing out. */
class ArchitectureTest {

    private static final String ROOT = "io.github.camelportkey.images";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ROOT);

    @Test
    void allClassesAreRead() {
        assertThat(CLASSES.size()).isGreaterThan(90);
        assertThat(CLASSES.stream().map(JavaClass::getPackageName)).contains(ROOT, ROOT + ".client", ROOT + ".model")
                .allMatch(name -> name.startsWith(ROOT));
    }

    @Test
    void theModelKnowsNeitherCamelNorHttp() {
        noClasses().that().resideInAPackage(ROOT + ".model").should().dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..", "org.apache.hc..", "java.net.http..", ROOT, ROOT + ".client")
                .check(CLASSES);
    }

    @Test
    void theClientKnowsNothingOfCamelButOneException() {
        noClasses().that().resideInAPackage(ROOT + ".client").should().dependOnClassesThat(
                DescribedPredicate.describe("are Camel's", type -> type.getPackageName().equals(ROOT)
                        || type.getPackageName().startsWith("org.apache.camel")
                                && !type.getName().equals(HttpOperationFailedException.class.getName())))
                .check(CLASSES);
    }

    /** What is optional is known to one class each, so that the rest runs without it. */
    @Test
    void eachOptionalLibraryIsKnownToOneClass() {
        Map<String, String> only = Map.of("io.micrometer..", "EditMeters", "org.apache.camel.telemetry..",
                "PortkeyImagesSpanDecorator", "org.apache.camel.impl.health..", "EditHealthCheck", "org.springframework..",
                "PortkeyImagesAutoConfiguration");
        only.forEach((library, user) -> noClasses().that(DescribedPredicate.describe("are not " + user,
                type -> !type.getName().matches(".*\\." + user + "(\\$.*)?"))).should().dependOnClassesThat()
                .resideInAPackage(library).check(CLASSES));
    }

    @Test
    void nothingIsNamedForBeingOfUse() {
        noClasses().should().haveSimpleNameEndingWith("Util").orShould().haveSimpleNameEndingWith("Utils")
                .orShould().haveSimpleNameEndingWith("Helper").orShould().haveSimpleNameEndingWith("Manager")
                .orShould().haveSimpleNameEndingWith("Support").check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() throws ClassNotFoundException {
        for (String name : Set.of(ROOT, ROOT + ".client", ROOT + ".model")) {
            assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class)).as(name).isTrue();
        }
    }

    @Test
    void publicIsWhatIsNamedPublic() {
        assertThat(publicClasses(".client")).containsExactlyInAnyOrder("EditSettings", "GatewayFailure", "GatewayReply",
                "GatewayStatusException", "GatewayUnreachableException", "ImageEdit", "ImagesClient",
                "InvalidGatewayResponseException", "PoolState");
        assertThat(publicClasses(".model")).containsExactlyInAnyOrder("BytesContent", "ContentSink", "FileContent",
                "GatewayRoute", "HeldFile", "Image", "ImageContent", "ImageEditRequest", "ImageHeader", "ImageSpool", "ImageType",
                "ImagesResponse", "ImagesResponseDeserializer", "InputImage", "ModelFamily", "SourceContent",
                "SpoolException", "TakenContent", "TokenDetails", "Usage");
        assertThat(publicClasses("")).containsExactlyInAnyOrder("PortkeyImagesAutoConfiguration", "PortkeyImagesComponent",
                "PortkeyImagesComponentConfigurer", "PortkeyImagesConfiguration", "PortkeyImagesConstants",
                "PortkeyImagesConverter", "PortkeyImagesConverterLoader", "PortkeyImagesDevConsole", "PortkeyImagesEndpoint",
                "PortkeyImagesEndpointConfigurer", "PortkeyImagesEndpointUriFactory", "PortkeyImagesImageTransformer",
                "PortkeyImagesOperation", "PortkeyImagesSpanDecorator", "PortkeyImagesValidation");
    }

    private static Set<String> publicClasses(String room) {
        return CLASSES.stream().filter(type -> type.getPackageName().equals(ROOT + room) && type.isTopLevelClass()
                && type.getModifiers().contains(JavaModifier.PUBLIC)).map(JavaClass::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyIncomingHeaderStandsInOneOfTheTables() {
        Set<String> tables = new TreeSet<>(Set.of("CamelPortkeyImagesImage", "CamelPortkeyImagesMask",
                "CamelPortkeyImagesAdditionalFields", "CamelPortkeyImagesMetadata"));
        EditFields.FIELDS.forEach(field -> tables.add(field.header()));
        RouteFields.FIELDS.forEach(field -> tables.add(field.header()));

        assertThat(headers("in")).isEqualTo(tables);
    }

    @Test
    void everyOutgoingHeaderIsSetFromTheResult() {
        assertThat(headers("out")).isEqualTo(EditResult.HEADERS.keySet().stream().filter(name -> name.startsWith("CamelPortkeyImages"))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Set<String> headers(String direction) {
        return Arrays.stream(PortkeyImagesConstants.class.getFields())
                .filter(field -> field.isAnnotationPresent(Metadata.class))
                .filter(field -> field.getAnnotation(Metadata.class).label().equals("producer " + direction))
                .map(field -> {
                    try {
                        return (String) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                }).collect(Collectors.toCollection(TreeSet::new));
    }
}
