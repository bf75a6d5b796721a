// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What JMH found of the inner parts, in microseconds. Of two image sizes the worse ratio counts. */
public final class InnerFigures {

    private static final String[] SIZES = {"4000000", "20000000"};

    private final Map<String, Double> usual;
    private final Map<String, Double> avx2;

    private InnerFigures(Map<String, Double> usual, Map<String, Double> avx2) {
        this.usual = usual;
        this.avx2 = avx2;
    }

    public static InnerFigures read(Path folder) throws IOException {
        return new InnerFigures(scores(folder.resolve("jmh.json")), scores(folder.resolve("jmh-avx2.json")));
    }

    private static Map<String, Double> scores(Path file) throws IOException {
        Map<String, Double> scores = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (JsonNode run : new ObjectMapper().readTree(file.toFile())) {
                String name = run.path("benchmark").asText();
                name = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
                String size = run.path("params").path("imageBytes").asText();
                scores.put(size.isEmpty() ? name : name + " " + size, run.path("primaryMetric").path("score").asDouble());
            }
        }
        return scores;
    }

    /** By name and, where there is one, size; of the usual JVM. */
    Map<String, Double> all() {
        return usual;
    }

    /** The same of a JVM whose base64 decoder is not vectorised. */
    Map<String, Double> withoutAvx512() {
        return avx2;
    }

    double intoMemory() {
        return worst(size -> get(usual, "bareDecode", size) / get(usual, "intoMemory", size));
    }

    /** Reading into memory without what storing alone takes. */
    double parseAndDecode() {
        return worst(size -> get(usual, "bareDecode", size)
                             / Math.max(0, get(usual, "intoMemory", size) - get(usual, "storing", size)));
    }

    double againstJackson() {
        return worst(size -> get(avx2, "jackson", size) / get(avx2, "intoMemory", size));
    }

    private interface Ratio {
        double of(String size);
    }

    private static double worst(Ratio ratio) {
        double worst = ratio.of(SIZES[0]);
        for (String size : SIZES) {
            worst = Math.min(worst, ratio.of(size));
        }
        return worst;
    }

    private static double get(Map<String, Double> scores, String name, String size) {
        return scores.getOrDefault("ReaderBenchmark." + name + " " + size, Double.NaN);
    }
}
