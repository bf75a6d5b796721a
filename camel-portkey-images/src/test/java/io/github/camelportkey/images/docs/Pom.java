// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A pom of this repository, read as text: no profile is active in it, whatever runs the test. */
record Pom(Element project) {

    static Pom of(String folder) {
        try {
            return new Pom(DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(Page.ROOT.resolve(folder).resolve("pom.xml").toFile()).getDocumentElement());
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("There is no pom in " + folder, e);
        }
    }

    String property(String name) {
        return text(child(child(project, "properties"), name));
    }

    Profile profile(String id) {
        for (Element profile : children(child(project, "profiles"))) {
            if (text(child(profile, "id")).equals(id)) {
                return new Profile(profile);
            }
        }
        throw new IllegalArgumentException("There is no profile " + id);
    }

    /** What a profile changes. */
    record Profile(Element element) {

        Map<String, String> properties() {
            Map<String, String> properties = new TreeMap<>();
            children(child(element, "properties")).forEach(property -> properties.put(property.getTagName(), text(property)));
            return properties;
        }

        /** Artifacts of Camel that are of another version than the rest, by version. */
        Map<String, List<String>> otherVersions() {
            Map<String, List<String>> versions = new TreeMap<>();
            for (Element dependency : children(child(child(element, "dependencyManagement"), "dependencies"))) {
                versions.computeIfAbsent(text(child(dependency, "version")), version -> new ArrayList<>())
                        .add(text(child(dependency, "artifactId")));
            }
            return versions;
        }

        List<String> testsLeftOut() {
            List<String> tests = new ArrayList<>();
            for (Element plugin : children(child(child(element, "build"), "plugins"))) {
                children(child(child(plugin, "configuration"), "excludes")).forEach(test -> tests.add(text(test)));
            }
            return tests.stream().filter(test -> test.endsWith(".java"))
                    .map(test -> test.replaceFirst(".*/", "").replace(".java", "")).sorted().toList();
        }
    }

    private static Element child(Element parent, String name) {
        return children(parent).stream().filter(element -> element.getTagName().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(parent.getTagName() + " has no " + name));
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (@Nullable Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static String text(Element element) {
        return element.getTextContent().strip();
    }
}
