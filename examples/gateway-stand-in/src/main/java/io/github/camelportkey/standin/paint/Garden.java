package io.github.camelportkey.standin.paint;

/** Garden. */
final class Garden {
    static void flowers(Stage stage) { Patterns.circles(stage); }
    static void tree(Stage stage) { Patterns.circles(stage); }
}
