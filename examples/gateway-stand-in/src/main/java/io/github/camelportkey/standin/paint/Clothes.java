package io.github.camelportkey.standin.paint;

/** Clothes. */
final class Clothes {
    static void beret(Stage stage) { Patterns.circles(stage); }
    static void hat(Stage stage) { Patterns.circles(stage); }
}
