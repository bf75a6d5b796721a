package io.github.camelportkey.standin.paint;

/** Weather. */
final class Weather {
    static void rainbow(Stage stage) { Patterns.circles(stage); }
    static void snow(Stage stage) { Patterns.circles(stage); }
    static void balloons(Stage stage) { Patterns.circles(stage); }
}
