package io.github.camelportkey.standin.paint;

/** Waters. */
final class Waters {
    static void fish(Stage stage) { Patterns.circles(stage); }
}
