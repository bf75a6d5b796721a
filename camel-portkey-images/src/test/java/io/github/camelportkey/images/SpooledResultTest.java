// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import io.github.camelportkey.images.kit.SpoolFiles;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Content in temporary files: readable for as long as anything holds it, and gone afterwards. */
class SpooledResultTest extends RouteOverStandIn {

    private static final byte[] ONE = Pictures.noise(5000);
    private static final byte[] TWO = Pictures.noise(6000);

    @TempDir
    Path spool;

    private final List<Object> read = new CopyOnWriteArrayList<>();
    private final CountDownLatch sourceIsDone = new CountDownLatch(1);

    @Override
    protected RoutesBuilder createRouteBuilder() {
        String edit = edit("spoolThreshold=1", "spoolDirectory=" + spool);
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:edit").to(edit);
                from("direct:split").to(edit).split(body()).streaming().parallelProcessing().to("direct:read");
                from("direct:multicast").to(edit).multicast().parallelProcessing()
                        .to("direct:read", "direct:read", "direct:read");
                from("direct:seda").to(edit).to("seda:later?waitForTaskToComplete=Never");
                from("direct:wireTap").to(edit).wireTap("seda:later");
                from("direct:tapOfStream").to(edit).convertBodyTo(InputStream.class).wireTap("seda:later");
                from("seda:later?pollTimeout=50").process(e -> sourceIsDone.await()).to("direct:read");
                from("direct:aggregate").to(edit).aggregate(constant(true), new GroupedBodyAggregationStrategy())
                        .completionSize(2).process(e -> sourceIsDone.await()).split(body()).to("direct:read");
                from("direct:read").process(e -> read.add(e.getMessage().getMandatoryBody(byte[].class)));
            }
        };
    }

    private void editBetween(String route, byte[]... images) {
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(images)));
        Exchange result = send(route, Pictures.png(16));
        assertThat(result.getException()).isNull();
    }

    private List<Path> files() {
        return SpoolFiles.below(spool);
    }

    private void filesGoWhenNothingHoldsThem() {
        await().atMost(20, SECONDS).untilAsserted(() -> {
            System.gc();
            assertThat(files()).isEmpty();
        });
    }

    @Test
    void contentIsReadableInASplitAndItsFilesGo() {
        editBetween("direct:split", ONE, TWO);

        assertThat(read).containsExactlyInAnyOrder(ONE, TWO);
        filesGoWhenNothingHoldsThem();
    }

    @Test
    void contentIsReadableInAParallelMulticastAndItsFilesGo() {
        editBetween("direct:multicast", ONE);

        assertThat(read).hasSize(3).allMatch(bytes -> Arrays.equals((byte[]) bytes, ONE));
        filesGoWhenNothingHoldsThem();
    }

    @Test
    void contentIsReadableBehindSedaWireTapAndAggregateAfterTheSourceExchangeEnded() {
        editBetween("direct:seda", ONE);
        editBetween("direct:wireTap", ONE);
        editBetween("direct:tapOfStream", ONE);
        System.gc();
        assertThat(files()).hasSize(3);
        sourceIsDone.countDown();
        await().untilAsserted(() -> assertThat(read).containsExactly(ONE, ONE, ONE));

        editBetween("direct:aggregate", ONE);
        System.gc();
        editBetween("direct:aggregate", TWO);
        await().untilAsserted(() -> assertThat(read).containsExactly(ONE, ONE, ONE, ONE, TWO));
        filesGoWhenNothingHoldsThem();
    }

    @Test
    void aResultOfAProducerTemplateStaysReadableWhileItIsHeldAndGoesWhenClosed() throws Exception {
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(ONE)));
        ImagesResponse held = template.requestBody("direct:edit", Pictures.png(16), ImagesResponse.class);
        System.gc();

        assertThat(held.data().get(0).bytes()).isEqualTo(ONE);
        assertThat(files()).hasSize(1);

        Image image = held.data().get(0);
        image.close();
        image.close();
        assertThat(files()).isEmpty();
        assertThatThrownBy(image::bytes).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    @Test
    void theFolderAndItsFilesArePrivate() throws Exception {
        editBetween("direct:edit", ONE);

        try (Stream<Path> folders = Files.list(spool)) {
            assertThat(folders).hasSize(1).allSatisfy(folder -> assertThat(
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------"));
        }
    }

    @Test
    void everythingGoesWhenTheComponentStops() throws Exception {
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(ONE)));
        ImagesResponse held = template.requestBody("direct:edit", Pictures.png(16), ImagesResponse.class);

        context.getComponent("portkey-images").stop();

        assertThat(spool).isEmptyDirectory();
        assertThatThrownBy(() -> held.data().get(0).bytes()).isInstanceOf(IOException.class);
    }
}
