// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import io.github.camelportkey.benchmark.work.Scenario.From;
import io.github.camelportkey.benchmark.work.Scenario.To;

import static io.github.camelportkey.benchmark.work.Scenario.MB;
import static io.github.camelportkey.benchmark.work.Scenario.answer;
import static io.github.camelportkey.benchmark.work.Scenario.small;
import static io.github.camelportkey.benchmark.work.Scenario.upload;

/** All scenarios, in the order in which they are run. */
public final class Scenarios {

    private static final Map<String, Scenario> ALL = new LinkedHashMap<>();

    /** The large edits of the endurance run, and what a test of the benchmark itself does: no scenarios of their own. */
    private static final List<Scenario> APART = List.of(
            new Scenario("endurance-large", "large edits", 4 * MB, From.FILE, 1, 20 * MB, To.FILE, 1, 0, false),
            small("test-waiting", "16 edits waiting", 16).waiting(100));

    static {
        add(small("small1", "small edits, one at a time", 1));
        add(small("small64", "small edits, 64 at a time", 64));
        for (int mb : new int[] {4, 50}) {
            add(upload("upload" + mb, "upload of " + mb + " MB from a file", mb * MB, From.FILE));
            add(upload("upload" + mb + "-memory", "upload of " + mb + " MB from memory", mb * MB, From.MEMORY));
        }
        for (int mb : new int[] {4, 20, 32}) {
            add(answer("answer" + mb + "-memory", "answer of " + mb + " MB to memory", 1, mb * MB, To.MEMORY));
            add(answer("answer" + mb + "-file", "answer of " + mb + " MB to a file", 1, mb * MB, To.FILE));
        }
        for (int mb : new int[] {4, 20}) {
            add(answer("answer" + mb + "-to-file", "answer of " + mb + " MB, on to file:", 1, mb * MB, To.FILE_ENDPOINT));
            add(answer("answer" + mb + "-to-s3", "answer of " + mb + " MB, on to S3", 1, mb * MB, To.S3));
        }
        add(answer("ten-images", "answer of 10 images of 4 MB to files", 10, 4 * MB, To.FILE));
        add(small("waiting1000", "1,000 edits waiting 2 s", 1_000).waiting(2_000));
        add(small("waiting5000", "5,000 edits waiting 2 s", 5_000).waiting(2_000));
        for (String name : List.of("small1", "small64", "upload50", "answer4-memory", "answer20-file", "waiting1000")) {
            add(named(name).overTls());
        }
        for (int kb : new int[] {16, 250, 1_000, 4_000, 16_000, 49_000}) {
            add(upload("slope-upload-" + kb + "kb", "upload of " + kb + " KB", kb * 1_000, From.FILE));
            add(answer("slope-answer-" + kb + "kb", "answer of " + kb + " KB", 1, kb * 1_000, To.FILE));
        }
        for (int images : new int[] {1, 2, 5, 10}) {
            add(answer("slope-images-" + images, "answer of " + images + " images of 1 MB", images, MB, To.FILE));
        }
        for (int edits : new int[] {1, 4, 16, 64, 256, 1_024}) {
            add(small("slope-flight-" + edits, "small edits, " + edits + " at a time", edits));
        }
        add(new Scenario("heap-100", "100 at once, 20 MB up and 20 MB down", 20 * MB, From.FILE, 1, 20 * MB, To.FILE, 100,
                0, false));
        add(small("heap-waiting1000", "1,000 waiting", 1_000).waiting(2_000));
        add(answer("heap-ten-images", "10 images of 4 MB in one answer", 10, 4 * MB, To.FILE));
        add(answer("heap-32mb", "one image of 32 MB", 1, 32 * MB, To.FILE));
    }

    private Scenarios() {
    }

    private static void add(Scenario scenario) {
        ALL.put(scenario.name(), scenario);
    }

    public static Scenario named(String name) {
        Scenario scenario = ALL.get(name);
        for (Scenario apart : APART) {
            scenario = apart.name().equals(name) ? apart : scenario;
        }
        if (scenario == null) {
            throw new NoSuchElementException("No scenario " + name + "; there are " + ALL.keySet());
        }
        return scenario;
    }

    /**
     * @param only names, or beginnings of names that end in {@code *}, separated by commas; empty for all
     */
    public static List<Scenario> selected(String only) {
        if (only.isBlank()) {
            return List.copyOf(ALL.values());
        }
        List<Scenario> selected = new ArrayList<>();
        for (String name : only.split(",")) {
            if (name.endsWith("*")) {
                String beginning = name.substring(0, name.length() - 1);
                ALL.values().stream().filter(scenario -> scenario.name().startsWith(beginning)).forEach(selected::add);
            } else {
                selected.add(named(name));
            }
        }
        return selected;
    }
}
