// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.gallery;

import java.util.List;
import java.util.stream.Collectors;

/** One picture's place on the page. */
final class Card {

    private static final String CARD = """
            <article class="card">
              <header>
                <h2>%s</h2>
                <p class="prompt">%s</p>
              </header>
              <div class="steps">
            %s
              </div>
              <ul class="facts">
            %s
              </ul>
            </article>""";

    private static final String STEP = """
                <figure class="%1$s">
                  <img src="%2$s" alt="%3$s: %1$s">
                  <figcaption>%1$s</figcaption>
                </figure>""";

    private Card() {
    }

    static String html(GalleryEntry entry, List<String> facts, String bucket) {
        String steps = step(entry, "before") + "\n" + step(entry, "mask") + "\n"
                + (entry.problem() == null ? step(entry, "after") : problem(entry.problem()));
        String items = facts.stream().map(fact -> item("", fact)).collect(Collectors.joining("\n"))
                + (entry.problem() == null ? "\n" + item(" class=\"key\"", "s3://" + bucket + "/" + entry.key()) : "");
        return CARD.formatted(Html.escaped(entry.name()), Html.escaped(entry.prompt()), steps, items);
    }

    static String fileName(GalleryEntry entry, String which) {
        return entry.name() + "." + which + ".png";
    }

    private static String step(GalleryEntry entry, String which) {
        return STEP.formatted(which, Html.address(fileName(entry, which)), Html.escaped(entry.name()));
    }

    private static String problem(String reason) {
        return "    <figure class=\"problem\">\n      <p>" + Html.escaped(reason)
                + "</p>\n      <figcaption>failed</figcaption>\n    </figure>";
    }

    private static String item(String attributes, String text) {
        return "    <li" + attributes + ">" + Html.escaped(text) + "</li>";
    }
}
