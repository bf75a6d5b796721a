// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin.paint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Something that can be painted. */
@FunctionalInterface
interface Motif {

    void draw(Stage stage);

    /** What the first known word of the prompt stands for; clothes come first, whoever wears them is in the picture. */
    static Motif of(String prompt) {
        String[] words = prompt.toLowerCase(Locale.ROOT).split("[^a-z]+");
        for (Map<String, Motif> known : Vocabulary.RANKS) {
            for (String word : words) {
                Motif motif = known.get(word);
                if (motif != null) {
                    return motif;
                }
            }
        }
        return Patterns::circles;
    }

    /** Whether it is for someone who is in the picture already, and is to stay there. */
    static boolean isWorn(String prompt) {
        return Vocabulary.RANKS.get(0).containsValue(of(prompt));
    }

    /** Words and motifs. */
    final class Vocabulary {

        private static final List<Map<String, Motif>> RANKS = List.of(clothes(), things());

        private Vocabulary() {
        }

        private static Map<String, Motif> clothes() {
            Map<String, Motif> words = new LinkedHashMap<>();
            put(words, Clothes::beret, "beret", "berets", "cap", "caps");
            put(words, Clothes::hat, "hat", "hats", "tophat");
            return words;
        }

        private static Map<String, Motif> things() {
            Map<String, Motif> words = new LinkedHashMap<>();
            put(words, Skies::sun, "sun", "suns", "sunny", "sunrise", "sunset", "sunshine");
            put(words, Skies::moon, "moon", "moons", "night", "moonlight");
            put(words, Skies::stars, "star", "stars", "starry");
            put(words, Weather::rainbow, "rainbow", "rainbows");
            put(words, Weather::snow, "snow", "snowy", "snowflake", "snowflakes", "winter", "snowing");
            put(words, Weather::balloons, "balloon", "balloons", "party", "birthday");
            put(words, Garden::flowers, "flower", "flowers", "rose", "roses", "tulip", "tulips", "daisy", "daisies",
                    "bouquet", "garden", "meadow");
            put(words, Garden::tree, "tree", "trees", "forest", "oak");
            put(words, Waters::fish, "fish", "fishes", "aquarium");
            put(words, Patterns::hearts, "heart", "hearts", "love");
            return words;
        }

        private static void put(Map<String, Motif> words, Motif motif, String... names) {
            for (String name : names) {
                words.put(name, motif);
            }
        }
    }
}
