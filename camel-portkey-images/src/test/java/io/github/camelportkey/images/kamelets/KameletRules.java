// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.kamelets;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the validator of Camel's Kamelet catalog looks for, said anew, and four rules more: an icon that is there, a group, a
 * support level, and that a secret of the component is one of the Kamelet. Other than in the catalog, the provider is ours.
 */
final class KameletRules {

    private static final Set<String> TYPES = Set.of("source", "sink", "action");
    private static final Set<String> SMALL_WORDS = Set.of("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or",
            "per", "the", "to", "with");
    private static final String CREDENTIALS = "urn:camel:group:credentials";

    private final Set<String> secrets;
    private final List<String> faults = new ArrayList<>();

    /** @param secrets the options of the component that are secret */
    KameletRules(Set<String> secrets) {
        this.secrets = secrets;
    }

    /** Every way in which the files break a rule, in words; empty when all is well. */
    List<String> faults(List<KameletFile> files) {
        faults.clear();
        Set<String> titles = new HashSet<>();
        Set<String> descriptions = new HashSet<>();
        for (KameletFile file : files) {
            head(file);
            definition(file);
            file.properties().forEach(this::property);
            parameters(file);
            dependencies(file);
            check(titles.add(file.string("spec", "definition", "title")), "the title is another Kamelet's");
            check(descriptions.add(file.string("spec", "definition", "description")), "the description is another Kamelet's");
        }
        return List.copyOf(faults);
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            faults.add(otherwise);
        }
    }

    private void head(KameletFile file) {
        check(file.string("apiVersion").equals("camel.apache.org/v1") && file.string("kind").equals("Kamelet"),
                "it is no Kamelet");
        check(file.fileName().equals(file.name() + ".kamelet.yaml"), "the file is not named for the Kamelet");
        check(TYPES.contains(file.type()), "the type is not source, sink or action");
        check(file.name().endsWith("-" + file.type()), "the name does not end with the type");
        check(file.annotation("kamelet.icon").matches("data:image/svg\\+xml;base64,[A-Za-z0-9+/]+=*"), "no icon");
        check(!file.annotation("catalog.version").isEmpty(), "no version");
        check(!file.annotation("provider").isEmpty(), "no provider");
        check(!file.annotation("kamelet.group").isEmpty(), "no group");
        check(Set.of("Preview", "Stable").contains(file.annotation("kamelet.support.level")), "no support level");
    }

    private void definition(KameletFile file) {
        String title = file.string("spec", "definition", "title");
        check(!title.isEmpty(), "no title");
        check(!file.type().isEmpty() && title.endsWith(" " + capitalized(file.type())), "the title does not end with the type");
        check(!file.string("spec", "definition", "description").isEmpty(), "no description");
        check(file.string("spec", "definition", "type").equals("object"), "the definition is no object");
        check(file.at("spec", "template", "from") != null, "no template");
        Set<Object> required = new HashSet<>();
        for (Object name : file.list("spec", "definition", "required")) {
            check(required.add(name), "required twice: " + name);
            check(file.properties().containsKey(name), "required and not declared: " + name);
        }
    }

    private void property(String name, Map<String, Object> property) {
        String title = String.valueOf(property.getOrDefault("title", ""));
        check(!title.isEmpty(), name + " has no title");
        check(!title.matches("(The|A|An) .*"), name + " has a title that begins with an article");
        for (String word : title.split(" ")) {
            check(word.isEmpty() || SMALL_WORDS.contains(word) || word.equals(capitalized(word)),
                    name + " has a title with a word in lower case");
        }
        check(property.containsKey("description"), name + " has no description");
        check(property.containsKey("type"), name + " has no type");
        boolean password = "password".equals(property.get("format"));
        check(!password || property.get("x-descriptors") instanceof List<?> list && list.contains(CREDENTIALS),
                name + " is a password without the descriptor of credentials");
        check(password || !secrets.contains(name), name + " is secret and no password");
    }

    private void parameters(KameletFile file) {
        Set<Object> declared = new HashSet<>(file.properties().keySet());
        file.list("spec", "template", "beans").forEach(bean -> declared.add(((Map<?, ?>) bean).get("name")));
        file.used().forEach(name -> check(declared.contains(name), "used and not declared: " + name));
        declared.forEach(name -> check(file.used().contains(name), "declared and not used: " + name));
    }

    private void dependencies(KameletFile file) {
        for (String scheme : file.schemes()) {
            check(file.list("spec", "dependencies").stream().map(String::valueOf).anyMatch(dependency ->
                    dependency.equals("camel:" + scheme) || dependency.matches("mvn:[^:]+:camel-" + scheme + ":[^:]+")),
                    "no dependency for " + scheme);
        }
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
