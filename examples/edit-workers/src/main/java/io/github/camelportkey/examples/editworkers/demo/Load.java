// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import io.github.camelportkey.standin.StagedAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Pictures to be edited, and a gateway that takes its time, says 429 now and then, and sometimes 503. */
final class Load {

    private static final List<String> COLOURS = List.of("red", "blue", "green", "golden", "purple", "orange", "white");
    private static final List<String> THINGS =
            List.of("hat", "beret", "balloons", "flowers", "stars", "rainbow", "hearts", "moon", "tree", "fish");

    private final Backends backends;
    private final Random random = new Random(6);

    Load(Backends backends) {
        this.backends = backends;
    }

    /** Puts so many pictures under {@code incoming/}, with their masks beside the originals. */
    void put(Path samples, int number) throws IOException {
        List<Path> masks;
        try (Stream<Path> files = Files.list(samples)) {
            masks = files.filter(file -> file.toString().endsWith(".mask.png")).sorted().toList();
        }
        List<byte[]> pictures = new ArrayList<>();
        for (Path mask : masks) {
            pictures.add(Files.readAllBytes(mask.resolveSibling(name(mask) + ".png")));
            backends.put("masks/" + name(mask) + ".png", Files.readAllBytes(mask), Map.of());
        }
        for (int i = 0; i < number; i++) {
            String name = name(masks.get(i % masks.size()));
            backends.put("incoming/" + name + "-" + String.format("%03d", i) + ".png", pictures.get(i % pictures.size()),
                    Map.of("mask", "masks/" + name + ".png", "prompt", prompt(i)));
        }
    }

    private static String prompt(int i) {
        return "a " + COLOURS.get(i / THINGS.size() % COLOURS.size()) + " " + THINGS.get(i % THINGS.size());
    }

    private static String name(Path mask) {
        return mask.getFileName().toString().replace(".mask.png", "");
    }

    /** How the next requests are answered: most take about {@code usual}, one in ten three times as long; some fail. */
    void latency(Duration usual, int requests) {
        StagedAnswer[] answers = new StagedAnswer[requests];
        for (int i = 0; i < requests; i++) {
            answers[i] = switch (random.nextInt(30)) {
                case 0 -> StagedAnswer.status(429).header("retry-after", "2")
                        .body("{\"error\":{\"message\":\"Rate limit reached\",\"code\":\"rate_limit_exceeded\"}}");
                case 1 -> StagedAnswer.status(503).body("{\"error\":{\"message\":\"The server is overloaded\"}}")
                        .after(usual.dividedBy(4));
                case 2, 3, 4 -> StagedAnswer.edit().after(usual.multipliedBy(3));
                default -> StagedAnswer.edit().after(usual.multipliedBy(60 + random.nextInt(80)).dividedBy(100));
            };
        }
        backends.gateway().answerNext(answers);
    }
}
