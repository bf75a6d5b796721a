// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.camelportkey.images.kit.ScriptedServer.Request;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * Every fault that can be staged in a moment: each edit that meets it ends once, as the table says, is sent at most once,
 * is delivered when it was paid for and came, and leaves nothing behind. {@code -Ddocs.update=true} rewrites docs/faults.md;
 * {@code -Dfaults=REGEX} plays some faults only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultSuiteTest {

    @TempDir
    static Path folder;

    private final List<Row> rows = new ArrayList<>();
    private final List<AtomicInteger> ends = new ArrayList<>();
    private Certificates certificates;
    private Handles before;
    private Rig shared;
    private int stages;

    static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>(ConnectionFaults.all());
        faults.addAll(AnswerFaults.all());
        faults.addAll(StatusFaults.all());
        faults.addAll(OwnFaults.all());
        return faults;
    }

    @BeforeAll
    void warmUp() throws Exception {
        certificates = new Certificates(folder);
        faults(); // some of them hold a port
        try (Rig rig = new Rig(folder.resolve("warm-up"))) {
            play(Fault.of("Warm-up", "none").tls(Certificates.HERE).options("trust=" + Certificates.HERE)
                    .ends(Outcome.delivered()), rig);
        }
        before = Handles.now(folder);
        shared = new Rig(folder.resolve("spool"));
    }

    @AfterAll
    void stop() {
        shared.close();
    }

    @TestFactory
    Stream<DynamicTest> everyFaultEndsAsTheTableSays() {
        String some = System.getProperty("faults");
        List<Fault> faults = faults().stream().filter(fault -> some == null || fault.toString().matches(some)).toList();
        assertThat(faults).extracting(Fault::toString).doesNotHaveDuplicates();
        return Stream.of(
                faults.stream().map(fault -> DynamicTest.dynamicTest(fault.toString(), () -> rows.add(row(fault)))),
                Stream.of(DynamicTest.dynamicTest("nothing is left of all of them", this::nothingIsLeft)),
                Stream.of(DynamicTest.dynamicTest("the totals agree", this::totalsAgree)),
                some == null ? Stream.of(DynamicTest.dynamicTest("docs/faults.md shows what was measured", () -> {
                    assumeThat(rows).as("faults that this system can stage").hasSameSizeAs(faults);
                    FaultPage.check(rows);
                })) : Stream.<DynamicTest>empty()).flatMap(tests -> tests);
    }

    private Row row(Fault fault) throws Exception {
        if (!fault.isInAContextOfItsOwn()) {
            return play(fault, shared);
        }
        try (Rig own = new Rig(folder.resolve("spool-" + stages))) {
            return play(fault, own);
        }
    }

    private Row play(Fault fault, Rig rig) throws Exception {
        Path place = Files.createDirectories(folder.resolve("stage-" + stages++));
        try (Stage stage = new Stage(fault, rig, place, certificates)) {
            fault.staging().play(stage);
            assertThat(stage.sent).hasSize(fault.inputs().size());
            int posts = 0;
            int delivered = 0;
            for (Stage.Sent edit : stage.sent) {
                edit.await();
                posts += posts(stage, edit);
                delivered += edit.exchange().getException() == null ? 1 : 0;
            }
            int edits = stage.sent.size();
            Outcome outcome = check(fault, stage);
            int paid = stage.paid();
            assertThat(paid).as("paid").isEqualTo(outcome.paid() ? edits : 0);
            assertThat(paid == delivered || !fault.loss().isEmpty()).as("what is paid is delivered, or said why not").isTrue();
            awaitNoConnection(stage);
            awaitNoFile(stage);
            return new Row(fault, outcome, edits, posts, paid, delivered, stage.server.busy() + stage.rig.files());
        }
    }

    /** Each edit ended as expected, in what it says and in what the server saw. */
    private Outcome check(Fault fault, Stage stage) {
        Outcome expected = fault.outcome();
        for (Stage.Sent edit : stage.sent) {
            boolean sent = posts(stage, edit) == 1;
            assertThat(Outcome.of(edit.exchange(), sent, expected.paid())).as("%s: %s", edit.input(), edit.exchange().getException())
                    .isEqualTo(expected);
            assertThat(edit.ends()).as("the ends of %s", edit.input()).hasValue(1);
            assertThat(edit.exchange().getProperty(Rig.CONTINUED, 0, Integer.class)).as("continuations of %s", edit.input())
                    .isEqualTo(expected.isDelivered() ? 1 : 0);
            fault.also().accept(edit.exchange());
        }
        return expected;
    }

    /** How often an edit was posted; it is known by its trace id. */
    private static int posts(Stage stage, Stage.Sent edit) {
        int posts = 0;
        for (Request request : stage.server.begun()) {
            if (edit.exchange().getExchangeId().equals(request.header("x-portkey-trace-id"))) {
                posts++;
            }
        }
        assertThat(posts).as("POSTs of %s", edit.input()).isLessThanOrEqualTo(1);
        return posts;
    }

    private static void awaitNoConnection(Stage stage) {
        await().atMost(Stage.LONG_SECONDS, SECONDS).pollInterval(2, MILLISECONDS).pollDelay(0, MILLISECONDS)
                .untilAsserted(() -> assertThat(stage.server.busy()).as("connections that are left open").isZero());
    }

    /** Gives back what was delivered, and lets go of the exchanges, which may hold a stream that was kept. */
    private void awaitNoFile(Stage stage) {
        for (Stage.Sent edit : stage.sent) {
            if (edit.exchange().getException() == null) {
                edit.exchange().getMessage().getBody(ImagesResponse.class).forEach(Image::close);
            }
            ends.add(edit.ends());
        }
        boolean streams = stage.sent.stream().anyMatch(edit -> edit.exchange().getException() != null
                && (edit.input() == Input.STREAM || edit.input() == Input.SEVERAL));
        stage.sent.clear();
        await().atMost(Stage.LONG_SECONDS, SECONDS).pollInterval(20, MILLISECONDS).pollDelay(0, MILLISECONDS)
                .untilAsserted(() -> {
                    if (streams) {
                        System.gc(); // what was kept of a stream goes when nothing holds it any more
                    }
                    assertThat(stage.rig.files()).as("temporary files").isZero();
                });
    }

    private void nothingIsLeft() {
        shared.close();
        await().atMost(Stage.LONG_SECONDS, SECONDS).pollInterval(20, MILLISECONDS).untilAsserted(() ->
                assertThat(Handles.now(folder).since(before)).as("threads and handles more than before").isEmpty());
        assertThat(ends).allSatisfy(count -> assertThat(count).as("ends of an edit, late ones too").hasValue(1));
        assertThat(shared.files()).isZero();
    }

    private void totalsAgree() {
        for (Row row : rows) {
            assertThat(row.leaks()).as("%s", row.fault()).isZero();
            assertThat(row.posts()).as("%s", row.fault()).isEqualTo(row.outcome().sent() ? row.edits() : 0);
            assertThat(row.delivered()).as("%s", row.fault()).isEqualTo(row.fault().loss().isEmpty() ? row.paid() : 0);
        }
    }
}
