// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.github.camelportkey.benchmark.client.Clients;
import io.github.camelportkey.benchmark.work.Scenario;
import io.github.camelportkey.benchmark.work.Scenarios;

/** The plots of a run. */
final class Plots {

    private final Results results;
    private final Path folder;

    Plots(Results results, Path folder) {
        this.results = results;
        this.folder = folder;
    }

    void write() throws IOException {
        bars("benchmark-cpu.svg", "CPU for each edit, camel-http by hand = 1", Figure.CPU_MILLIS);
        bars("benchmark-allocated.svg", "Allocated for each edit, camel-http by hand = 1", Figure.ALLOCATED_KB);
        lines("benchmark-upload.svg", "CPU by size of the upload", "MB", "CPU ms for each edit", true, "slope-upload-",
                scenario -> scenario.uploadBytes() / 1e6, Figure.CPU_MILLIS);
        lines("benchmark-answer.svg", "CPU by size of the image in the answer", "MB", "CPU ms for each edit", true,
                "slope-answer-", scenario -> scenario.answerBytes() / 1e6, Figure.CPU_MILLIS);
        lines("benchmark-images.svg", "CPU by number of images in the answer", "images of 1 MB", "CPU ms for each edit", false,
                "slope-images-", Scenario::images, Figure.CPU_MILLIS);
        lines("benchmark-flight.svg", "CPU by edits in flight", "small edits in flight", "CPU ms for each edit", true,
                "slope-flight-", Scenario::inFlight, Figure.CPU_MILLIS);
    }

    private void bars(String file, String title, Figure figure) throws IOException {
        BarPlot plot = new BarPlot(title, List.of(Clients.values()).stream().map(Clients::title).toList());
        for (Scenario scenario : Scenarios.selected("")) {
            if (!scenario.name().startsWith("slope-") && !scenario.isHeapSearch()) {
                double byHand = median(scenario, Clients.BY_HAND, figure);
                double[] bars = new double[Clients.values().length];
                for (Clients client : Clients.values()) {
                    bars[client.ordinal()] = median(scenario, client, figure) / byHand;
                }
                if (!Double.isNaN(byHand)) {
                    plot.add(scenario.title(), bars);
                }
            }
        }
        if (!plot.isEmpty()) {
            Files.writeString(folder.resolve(file), plot.svg());
        }
    }

    private void lines(String file, String title, String xTitle, String yTitle, boolean logarithmic, String names,
            ToDoubleFunction<Scenario> x, Figure y) throws IOException {
        LinePlot plot = new LinePlot(title, xTitle, yTitle, logarithmic);
        for (Clients client : Clients.values()) {
            plot.add(client.title(), points(names, client, x, y));
        }
        if (!plot.isEmpty()) {
            Files.writeString(folder.resolve(file), plot.svg());
        }
    }

    private List<double[]> points(String names, Clients client, ToDoubleFunction<Scenario> x, Figure y) {
        List<double[]> points = new ArrayList<>();
        for (Scenario scenario : Scenarios.selected(names + "*")) {
            double value = median(scenario, client, y);
            if (!Double.isNaN(value)) {
                points.add(new double[] {x.applyAsDouble(scenario), value});
            }
        }
        return points;
    }

    private double median(Scenario scenario, Clients client, Figure figure) {
        return results.of(scenario.name(), client.id()).map(result -> result.spread(figure).median()).orElse(Double.NaN);
    }
}
