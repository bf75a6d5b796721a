// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** What a killed process left behind is swept by the next start; what belongs to a living one is not. */
class AbandonedSpoolTest extends RouteOverStandIn {

    @TempDir
    Path spool;

    /** Edits once, opens the same directory again, says so, and holds the result until it is killed. */
    public static final class Holder {

        private Holder() {
        }

        public static void main(String[] args) throws Exception {
            CamelContext camel = new DefaultCamelContext();
            camel.start();
            ImagesResponse held = camel.createProducerTemplate().requestBody(args[0], Pictures.png(16), ImagesResponse.class);
            camel.getEndpoint(args[0] + "&maxSpoolBytes=1000000").createProducer().start();
            System.out.println("holds " + held.data().get(0).length());
            Thread.currentThread().join();
        }
    }

    private String uri() {
        return edit("spoolThreshold=1", "spoolDirectory=" + spool);
    }

    private List<Path> folders() throws Exception {
        try (Stream<Path> all = Files.list(spool)) {
            return all.toList();
        }
    }

    @Test
    void theNextStartSweepsTheFolderOfAKilledProcessAndLeavesThatOfALivingOne() throws Exception {
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(Pictures.noise(5000))));
        Process holder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Holder.class.getName(), uri()).redirectErrorStream(true).start();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(holder.getInputStream()))) {
            assertThat(said.lines().filter(line -> line.startsWith("holds")).findFirst()).hasValue("holds 5000");
            List<Path> left = folders();
            assertThat(left).hasSize(1);
            assertThat(left.get(0).resolve("image-1")).exists();

            editInANewContext();
            assertThat(folders()).isEqualTo(left);
            assertThat(left.get(0).resolve("image-1")).exists();
        } finally {
            holder.destroyForcibly().waitFor(10, SECONDS);
        }

        editInANewContext();
        assertThat(folders()).isEmpty();
    }

    /** The folder of this one goes when it stops. */
    private void editInANewContext() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.start();
            GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(Pictures.noise(6000))));
            camel.createProducerTemplate().requestBody(uri(), Pictures.png(16));
        }
    }
}
