// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands of the page do, with fewer pictures. */
class DemoTest {

    private static final Path SAMPLES = Path.of("../file-to-s3/samples");

    @TempDir
    Path folder;

    @Test
    void theDemoShowsItsProgressAndEndsWithAPage() throws Exception {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        boolean whole = new Demo(SAMPLES, folder.resolve("demo"), new PrintStream(shown, true))
                .run(12, Duration.ofMillis(200));

        String progress = shown.toString();
        assertThat(whole).as(progress).isTrue();
        assertThat(progress).contains("waiting  with workers  later  done  failed  images/s      cost")
                .contains("12 done, 0 failed;").contains("12 paid");
        assertThat(progress.lines().filter(line -> line.matches(" +\\d+ s( +\\d+){5} +\\d+\\.\\d +\\$\\d+\\.\\d\\d")))
                .isNotEmpty().last().asString().contains("  12       0  ");
        Path page = folder.resolve("demo/report/index.html");
        assertThat(progress).contains("page      " + page);
        String report = Files.readString(page);
        assertThat(report).contains("<strong>12</strong> pictures edited", "<strong>12</strong> edits paid", "<polyline",
                "<td>done</td><td>12</td>").doesNotContain("<!-- ");
        assertThat(report.split("<figure>")).as("before and after of each").hasSize(13);
        for (String picture : report.split("<img src=\"")) {
            if (!picture.startsWith("<")) {
                assertThat(page.resolveSibling(picture.substring(0, picture.indexOf('"')))).isNotEmptyFile();
            }
        }
    }

    @Test
    void theScalingTableHasARowForEachNumberOfWorkers() throws Exception {
        String table = new Scaling(SAMPLES, folder.resolve("scaling"), 8, Duration.ofMillis(200)).table(1, 2);

        assertThat(table.lines()).hasSize(4);
        assertThat(table).startsWith("| Workers | Edits at once | 8 edits of 0 s took |");
        assertThat(table.lines().skip(2)).allMatch(row ->
                row.matches("\\| [12] \\| [48] \\| \\d+\\.\\d s \\| \\d+\\.\\d \\| \\d+ % \\| \\d+ ms \\| \\d+ MB \\|"));
    }
}
