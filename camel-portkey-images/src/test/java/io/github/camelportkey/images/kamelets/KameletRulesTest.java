// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.kamelets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelportkey.images.PortkeyImagesEndpointUriFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The Kamelets in the jar keep to the rules of Camel's catalog; and each rule finds what breaks it. */
class KameletRulesTest {

    private static final Set<String> SECRETS = new PortkeyImagesEndpointUriFactory().secretPropertyNames();

    private final KameletRules rules = new KameletRules(SECRETS);

    @Test
    void everyKameletKeepsToTheRules() {
        assertThat(KameletFile.all()).hasSize(1);
        assertThat(rules.faults(KameletFile.all())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "kind: Kamelet                               | kind: Pipe                | it is no Kamelet",
            "name: portkey-images-edit-action            | name: portkey-action      | the file is not named for the Kamelet",
            "kamelet.type: \"action\"                    | kamelet.type: \"step\"    | the type is not source, sink or action",
            "kamelet.type: \"action\"                    | kamelet.type: \"sink\"    | the name does not end with the type",
            "kamelet.icon: \"data:image/svg+xml;base64,  | kamelet.icon: \"          | no icon",
            "/catalog.version                            | /version                  | no version",
            "/provider                                   | /author                   | no provider",
            "kamelet.group                               | group                     | no group",
            "support.level: \"Preview\"                  | support.level: \"Good\"   | no support level",
            "title: \"Portkey Images Edit Action\"       | title:                    | no title",
            "title: \"Portkey Images Edit Action\"       | title: Edit               | the title does not end with the type",
            "'description: |-'                           | 'about: |-'               | no description",
            "type: object                                | type: string              | the definition is no object",
            "template:                                   | pattern:                  | no template",
            "type: object                                | 'type: object\n    required: [n, n]' | required twice: n",
            "type: object                                | 'type: object\n    required: [m]'    | required and not declared: m",
            "title: Prompt                               | label: Prompt             | prompt has no title",
            "title: Prompt                               | title: The Prompt         | prompt has a title that begins with an article",
            "title: Output Format                        | title: Output format      | outputFormat has a title with a word in lower case",
            "'description: \"The model,'                 | 'about: \"The model,'     | model has no description",
            "type: boolean                               | example: true             | downloadImages has no type",
            "'- urn:camel:group:credentials'             | '- urn:camel:group:other' | apiKey is a password without the descriptor of credentials",
            "format: password                            | format: text              | apiKey is secret and no password",
            "'prompt: \"{{?prompt}}\"'              | 'prompt: \"{{?wish}}\"'   | used and not declared: wish",
            "'prompt: \"{{?prompt}}\"'              | 'prompt: a red hat'       | declared and not used: prompt",
            "'- \"mvn:io.github.camelportkey:camel-portkey-images:' | '- \"mvn:other:other:' | no dependency for portkey-images",
            "'- \"camel:kamelet\"'                       | '- \"camel:seda\"'        | no dependency for kamelet"})
    void eachRuleFindsWhatBreaksIt(String good, String bad, String fault) {
        KameletFile file = KameletFile.ofTheComponent();
        Matcher found = Pattern.compile(good, Pattern.LITERAL).matcher(file.text());
        assertThat(found.find()).as("the Kamelet has %s", good).isTrue();
        String planted = found.replaceFirst(Matcher.quoteReplacement(bad));

        assertThat(rules.faults(List.of(KameletFile.of(file.fileName(), planted)))).contains(fault);
    }

    @Test
    void aTitleAndADescriptionStandOnce() {
        KameletFile file = KameletFile.ofTheComponent();

        assertThat(rules.faults(List.of(file, file))).containsExactly("the title is another Kamelet's",
                "the description is another Kamelet's");
    }

    @Test
    void theKameletNamesThisVersion() throws IOException {
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        KameletFile file = KameletFile.ofTheComponent();

        assertThat(file.annotation("catalog.version")).isEqualTo(version.group(1));
        assertThat(new ArrayList<Object>(file.list("spec", "dependencies")))
                .contains("mvn:io.github.camelportkey:camel-portkey-images:" + version.group(1));
    }

    @Test
    void theIconIsAPicture() {
        String icon = KameletFile.ofTheComponent().annotation("kamelet.icon").replaceFirst("^[^,]*,", "");

        assertThat(new String(Base64.getDecoder().decode(icon), StandardCharsets.UTF_8)).startsWith("<svg ").endsWith("</svg>");
    }

    /** A declared data type that no transformer has would be an error only where it is used. */
    @Test
    void theDataTypesAreThoseOfTheComponent() throws IOException {
        String ours = Files.readString(Path.of("src/generated/resources/META-INF/services/org/apache/camel/transformer.properties"));
        KameletFile file = KameletFile.ofTheComponent();

        assertThat(file.string("spec", "dataTypes", "out", "types", file.string("spec", "dataTypes", "out", "default"), "format"))
                .isEqualTo("portkey-images:image");
        assertThat(ours).contains("portkey-images:image");
        assertThat(file.string("spec", "dataTypes", "in", "types", file.string("spec", "dataTypes", "in", "default"), "format"))
                .isEqualTo("application-octet-stream");
    }
}
