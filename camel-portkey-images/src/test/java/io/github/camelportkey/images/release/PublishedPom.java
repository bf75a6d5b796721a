// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A pom as it stands in its folder, which is the one that is published. */
record PublishedPom(Element project) {

    static PublishedPom of(Path folder) throws IOException {
        try {
            return new PublishedPom(DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(folder.resolve("pom.xml").toFile()).getDocumentElement());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(folder.toString(), e);
        }
    }

    /** The trimmed text of the element at the path of names below {@code project}, or {@code ""} when there is none. */
    String text(String... path) {
        return text(project, path);
    }

    /** Its own dependencies: {@code group:artifact} to {@code optional} or the scope. */
    Map<String, String> dependencies() {
        Map<String, String> dependencies = new TreeMap<>();
        for (Element list : children(project, "dependencies")) {
            for (Element dependency : children(list, "dependency")) {
                String scope = text(dependency, "scope");
                dependencies.put(text(dependency, "groupId") + ":" + text(dependency, "artifactId"),
                        text(dependency, "optional").equals("true") ? "optional" : scope.isEmpty() ? "compile" : scope);
            }
        }
        return dependencies;
    }

    private static String text(Element from, String... path) {
        Element element = from;
        for (String name : path) {
            List<Element> children = children(element, name);
            if (children.isEmpty()) {
                return "";
            }
            element = children.get(0);
        }
        return element.getTextContent().trim();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }
}
