// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

/** All results of the runs in one folder, in {@code results.json}: a later one replaces that of the same client. */
public final class Results {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final List<Result> all;

    private Results(Path file, List<Result> all) {
        this.file = file;
        this.all = all;
    }

    public static Results read(Path folder) throws IOException {
        Path file = folder.resolve("results.json");
        List<Result> all = Files.exists(file)
                ? JSON.readValue(file.toFile(), new TypeReference<ArrayList<Result>>() { }) : new ArrayList<>();
        return new Results(file, all);
    }

    /** Adds some, and writes all. */
    public void add(List<Result> found) throws IOException {
        for (Result result : found) {
            all.removeIf(old -> old.scenario().equals(result.scenario()) && old.client().equals(result.client()));
            all.add(result);
        }
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
    }

    public List<Result> of(String scenario) {
        return all.stream().filter(result -> result.scenario().equals(scenario)).toList();
    }

    public Optional<Result> of(String scenario, String client) {
        return all.stream().filter(result -> result.scenario().equals(scenario) && result.client().equals(client))
                .findFirst();
    }
}
