// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import io.github.camelportkey.examples.editworkers.Outcome;
import io.github.camelportkey.examples.editworkers.Outcome.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page at the end of the demo, with some of its pictures beside it; the folder can be moved or sent as it is. */
final class Report {

    private static final int SHOWN = 12;
    private static final Pattern STATUS = Pattern.compile("\\b([45]\\d\\d)\\b");

    private final Path folder;
    private final Progress progress;
    private final Tally tally;

    Report(Path demo, Progress progress) {
        this.folder = demo.resolve("report");
        this.progress = progress;
        this.tally = progress.tally();
    }

    Path write() throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve("index.html"), resource("report.html")
                .replace("/* style */", resource("report.css"))
                .replace("<!-- tiles -->", tiles())
                .replace("<!-- chart -->", Chart.svg(progress.moments()))
                .replace("<!-- workers -->", workers())
                .replace("<!-- outcomes -->", outcomes())
                .replace("<!-- window -->", window())
                .replace("<!-- price -->", progress.price().toString())
                .replace("<!-- pictures -->", pictures()));
    }

    private String tiles() {
        double seconds = progress.moments().get(progress.moments().size() - 1).seconds();
        return tile(String.valueOf(tally.done()), "pictures edited") + tile(String.valueOf(tally.failed()), "failed")
                + tile(String.valueOf(progress.requests()), "requests sent")
                + tile(String.valueOf(progress.paid()), "edits paid")
                + tile(String.format(Locale.ROOT, "%.0f s", seconds), "in all")
                + tile(String.format(Locale.ROOT, "%.1f", tally.done() / seconds), "images per second")
                + tile(Price.dollars(progress.cost()), "by tokens");
    }

    private static String tile(String figure, String what) {
        return "<li><strong>" + figure + "</strong> " + what + "</li>\n";
    }

    private String workers() {
        return tally.doneByWorker().entrySet().stream().map(worker -> {
            List<Outcome> done = worker.getValue();
            return row(worker.getKey(), done.size(),
                    Math.round(done.stream().mapToLong(Outcome::editMillis).average().orElse(0)) + " ms",
                    Math.round(done.stream().mapToLong(Outcome::storeMillis).average().orElse(0)) + " ms",
                    done.stream().mapToLong(Outcome::inputTokens).sum(),
                    done.stream().mapToLong(Outcome::outputTokens).sum());
        }).collect(Collectors.joining("\n"));
    }

    private String outcomes() {
        return row("done", tally.count(Kind.DONE), "edited and stored")
                + row("found", tally.count(Kind.FOUND), "was stored already, not paid again")
                + row("again", tally.count(Kind.AGAIN), "failed, waited, and was tried again: " + statuses())
                + row("lost", tally.count(Kind.LOST), "paid twice")
                + row("rejected", tally.count(Kind.REJECTED), "trying again can't help")
                + row("dead", tally.count(Kind.DEAD), "trying again didn't help");
    }

    /** What the gateway answered to tries that failed, and how often. */
    private String statuses() {
        Map<String, Integer> statuses = new TreeMap<>();
        for (Outcome outcome : tally.outcomes()) {
            if (outcome.kind() == Kind.AGAIN) {
                Matcher status = STATUS.matcher(String.valueOf(outcome.reason()));
                statuses.merge(status.find() ? status.group(1) : "other", 1, Integer::sum);
            }
        }
        return statuses.entrySet().stream().map(status -> status.getValue() + " by " + status.getKey())
                .collect(Collectors.joining(", "));
    }

    private String window() {
        return "%d ms for half of the edits, of which %d ms are after the answer; %d ms for the longest".formatted(
                tally.median(outcome -> outcome.editMillis() + outcome.storeMillis()), tally.median(Outcome::storeMillis),
                tally.longest(outcome -> outcome.editMillis() + outcome.storeMillis()));
    }

    private String pictures() throws IOException {
        StringBuilder figures = new StringBuilder();
        List<String> keys = progress.backends().keys("edited/");
        List<String> originals = progress.backends().keys("originals/");
        for (int i = 0; i < Math.min(SHOWN, keys.size()); i++) {
            String key = keys.get(i * keys.size() / Math.min(SHOWN, keys.size()));
            String name = key.replaceFirst("edited/", "");
            String original = name.replaceFirst("-[0-9a-f]{24}\\.png$", ".png");
            copy(originals.stream().filter(from -> from.endsWith("/" + original)).findFirst().orElseThrow(), original);
            copy(key, name);
            figures.append("<figure><img src=\"%s\" alt=\"before\"><img src=\"%s\" alt=\"after\"><figcaption>%s</figcaption></figure>%n"
                    .formatted(original, name, text(original)));
        }
        return figures.toString();
    }

    private void copy(String key, String name) throws IOException {
        Files.copy(progress.backends().file(key), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String row(Object... cells) {
        StringBuilder row = new StringBuilder("<tr>");
        for (Object cell : cells) {
            row.append("<td>").append(text(String.valueOf(cell))).append("</td>");
        }
        return row + "</tr>\n";
    }

    private static String text(String any) {
        return any.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Report.class.getResourceAsStream("/report/" + name)) {
            if (in == null) {
                throw new IOException("Not in this example's jar: report/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
