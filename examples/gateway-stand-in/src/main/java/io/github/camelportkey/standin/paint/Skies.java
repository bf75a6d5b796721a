package io.github.camelportkey.standin.paint;

/** Skies. */
final class Skies {
    static void sun(Stage stage) { Patterns.circles(stage); }
    static void moon(Stage stage) { Patterns.circles(stage); }
    static void stars(Stage stage) { Patterns.circles(stage); }
}
