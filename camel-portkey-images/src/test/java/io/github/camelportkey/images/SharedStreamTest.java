// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ReadOnlySource;
import io.github.camelportkey.images.kit.SpoolFiles;
import io.github.camelportkey.standin.ReceivedEdit;
import io.github.camelportkey.standin.StagedAnswer;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.GroupedExchangeAggregationStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One stream that reaches several edits: each sends all of its bytes, or nothing. */
@Timeout(20)
class SharedStreamTest extends RouteToStandIn {

    private static final byte[] LARGE = Pictures.noise(300_000);
    private static final String GONE = "its stream was read by an earlier edit";

    /** So long that one edit has not ended when the other begins. */
    private static final Duration TOGETHER = Duration.ofMillis(300);

    @TempDir
    Path folder;

    @AfterEach
    void answerAtOnce() {
        GATEWAY.latency(Duration.ZERO);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.setAllowUseOriginalMessage(true);
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        String spooled = "spoolThreshold=1000&spoolDirectory=" + folder;
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:tap").streamCache("false").wireTap("direct:tapped").to(edit(spooled)).to("mock:done");
                from("direct:tapped").streamCache("false").to(edit(spooled)).to("mock:done");
                from("direct:parallel").streamCache("false").multicast(new GroupedExchangeAggregationStrategy())
                        .parallelProcessing().to(edit("quality=low", spooled), edit("quality=high", spooled));
                from("direct:queues").multicast().parallelProcessing().to("seda:first?pollTimeout=50", "seda:second?pollTimeout=50");
                from("seda:first?pollTimeout=50").to(edit(spooled)).to("mock:done");
                from("seda:second?pollTimeout=50").to(edit(spooled)).to("mock:done");

                from("direct:failover").streamCache("false").loadBalance().failover(Exception.class)
                        .to(edit("quality=low", spooled)).to(edit("quality=high", spooled)).end();
                from("direct:circuitBreaker").streamCache("false").circuitBreaker().to(edit("quality=low", spooled))
                        .onFallback().to(edit("quality=high", spooled)).end();
                from("direct:redelivered").streamCache("false")
                        .errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(1)).to("direct:splits");
                from("direct:splits").streamCache("false").setProperty("body", body()).split(constant(List.of(1)))
                        .stopOnException().setBody(exchangeProperty("body")).to(edit(spooled)).end();

                from("direct:small").multicast(new GroupedExchangeAggregationStrategy())
                        .to(edit("quality=low"), edit("quality=high"));
                from("direct:oneByOne").recipientList(constant(edit("quality=low", spooled) + ";" + edit("quality=high", spooled)),
                        ";").aggregationStrategy(new GroupedExchangeAggregationStrategy());
                from("direct:once").streamCache("false").to(edit(spooled));
                from("direct:dead").streamCache("false")
                        .errorHandler(deadLetterChannel("direct:original").useOriginalMessage().maximumRedeliveries(0))
                        .setBody(body()).to(edit(spooled));
                from("direct:original").errorHandler(noErrorHandler()).to("mock:original");
            }
        };
    }

    /** A stream that takes its time, as a network does. */
    private static InputStream slow(byte[] bytes) {
        return new FilterInputStream(AcceptedInputs.oneShot(bytes)) {
            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                LockSupport.parkNanos(200_000);
                return super.read(to, offset, Math.min(length, 4096));
            }
        };
    }

    private Exchange send(String route, String place, Object stream) {
        return template.request(route, exchange -> {
            exchange.getMessage().setBody("text");
            switch (place) {
                case "header" -> exchange.getMessage().setHeader("CamelPortkeyImagesImage", stream);
                case "list" -> exchange.getMessage().setHeader("CamelPortkeyImagesImage", List.of(stream));
                case "attachment" -> attachments(exchange).addAttachment("image",
                        new DataHandler(stream instanceof DataSource source ? source : AcceptedInputs.source((InputStream) stream)));
                default -> exchange.getMessage().setBody(stream);
            }
        });
    }

    static Stream<List<String>> atOnce() {
        return combined("direct:tap", "direct:parallel", "direct:queues").filter(each -> !each.equals(List.of("direct:queues", "body")));
    }

    static Stream<List<String>> afterAFailure() {
        return combined("direct:failover", "direct:circuitBreaker", "direct:redelivered");
    }

    private static Stream<List<String>> combined(String... routes) {
        return Arrays.stream(routes).flatMap(route -> Stream.of("header", "list", "attachment", "body")
                .map(place -> List.of(route, place)));
    }

    private static void assertWhole(int edits) {
        assertThat(GATEWAY.edits()).hasSize(edits).allSatisfy(edit -> assertThat(images(edit)).containsExactly(LARGE));
    }

    @ParameterizedTest
    @MethodSource("atOnce")
    void editsAtOnceSendItWhole(List<String> how) {
        GATEWAY.latency(TOGETHER);

        send(how.get(0), how.get(1), slow(LARGE));

        await().atMost(10, SECONDS).until(() -> GATEWAY.edits().size() == 2);
        assertWhole(2);
    }

    @Test
    void anAttachmentThatWrapsOneStreamAnewEachTimeIsReadOnce() {
        GATEWAY.latency(TOGETHER);
        InputStream shared = slow(LARGE);
        DataSource wrapping = new DataSource() {
            @Override
            public InputStream getInputStream() {
                return new FilterInputStream(shared) {
                };
            }

            @Override
            public java.io.OutputStream getOutputStream() throws IOException {
                throw new IOException("read only");
            }

            @Override
            public String getContentType() {
                return "image/png";
            }

            @Override
            public String getName() {
                return "otter.png";
            }
        };

        send("direct:parallel", "attachment", wrapping);

        assertWhole(2);
    }

    @ParameterizedTest
    @MethodSource("afterAFailure")
    void anotherAttemptOnACopySendsItAgain(List<String> how) {
        GATEWAY.answerNext(StagedAnswer.status(429).body("{}"));

        Exchange result = send(how.get(0), how.get(1), AcceptedInputs.oneShot(LARGE));

        assertThat(result.getException()).isNull();
        assertWhole(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"header", "attachment"})
    void oneCopyAfterTheOtherSendsWhatIsInMemory(String place) {
        assertThat(send("direct:small", place, AcceptedInputs.oneShot(PICTURE)).getException()).isNull();

        assertThat(GATEWAY.edits()).hasSize(2).allSatisfy(edit -> assertThat(images(edit)).containsExactly(PICTURE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"header", "attachment"})
    void whatWentWithTheCopyThatReadItIsRefusedForTheOther(String place) {
        Exchange result = send("direct:oneByOne", place, AcceptedInputs.oneShot(LARGE));

        assertWhole(1);
        List<?> copies = result.getMessage().getBody(List.class);
        assertThat(((Exchange) copies.get(1)).getException()).isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The edit was not sent").hasMessageContaining(GONE);
        assertThat(SpoolFiles.below(folder)).isEmpty();
    }

    @Test
    void copiesAreRefusedToWhomAStreamFailedHalfWay() {
        InputStream torn = new FilterInputStream(slow(LARGE)) {
            private int left = 20;

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                if (left-- == 0) {
                    throw new IOException("a short outage");
                }
                return super.read(to, offset, length);
            }
        };

        Exchange result = send("direct:parallel", "attachment", torn);

        assertThat(GATEWAY.edits()).isEmpty();
        assertThat((List<?>) result.getMessage().getBody(List.class)).hasSize(2).allSatisfy(copy ->
                assertThat(((Exchange) copy).getException()).isExactlyInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("a short outage"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"header", "attachment"})
    void anotherMessageWithAStreamThatWasReadIsRefused(String place) {
        InputStream stream = AcceptedInputs.oneShot(LARGE);
        assertThat(send("direct:once", place, stream).getException()).isNull();

        Exchange result = send("direct:once", place, stream);

        assertWhole(1);
        assertThat(result.getException()).isExactlyInstanceOf(IllegalArgumentException.class).hasMessageContaining(GONE);
    }

    /** Some servers use one stream object for all requests of a connection. */
    @ParameterizedTest
    @ValueSource(strings = {"header", "list", "attachment", "body"})
    void aStreamObjectThatIsUsedForAnotherMessageGivesTheBytesOfThat(String place) {
        AtomicReference<InputStream> request = new AtomicReference<>();
        InputStream recycled = new InputStream() {
            @Override
            public int read() throws IOException {
                return request.get().read();
            }
        };
        for (byte[] picture : List.of(PICTURE, Pictures.png(20))) {
            GATEWAY.clear();
            request.set(AcceptedInputs.oneShot(picture));

            assertThat(send("direct:once", place, recycled).getException()).isNull();

            assertThat(images(GATEWAY.edits().get(0))).containsExactly(picture);
        }
    }

    /** A server may use one stream object for all its requests, of which one breaks off. */
    @Test
    void aStreamObjectThatBrokeForOneMessageIsReadForTheNext() {
        AtomicReference<InputStream> request = new AtomicReference<>(InputStream.nullInputStream());
        InputStream recycled = new InputStream() {
            @Override
            public int read() throws IOException {
                if (request.get() == null) {
                    throw new IOException("the client has gone");
                }
                return request.get().read();
            }
        };
        request.set(null);
        assertThat(send("direct:once", "header", recycled).getException()).hasMessageContaining("the client has gone");
        request.set(AcceptedInputs.oneShot(PICTURE));

        assertThat(send("direct:once", "header", recycled).getException()).isNull();
        assertThat(images(GATEWAY.edits().get(0))).containsExactly(PICTURE);
    }

    /** Such as a picture that an application gives to all its messages. */
    @Test
    void theTemporaryFilesOfASourceThatIsReadForManyMessagesGoWithThem() throws Exception {
        DataSource shared = new ReadOnlySource("a.png", "image/png", () -> slow(LARGE));
        List<Future<Exchange>> edits = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            edits.add(template.asyncSend("direct:once", exchange -> attachments(exchange)
                    .addAttachment("image", new DataHandler(shared))));
        }
        for (Future<Exchange> edit : edits) {
            assertThat(edit.get(15, SECONDS).getException()).isNull();
        }

        assertWhole(6);
        await().until(() -> SpoolFiles.below(folder).isEmpty());
    }

    @Test
    void theTemporaryFileGoesWithTheLastOfTheExchangesThatUseIt() throws Exception {
        GATEWAY.latency(TOGETHER);
        getMockEndpoint("mock:done").expectedMessageCount(2);

        send("direct:tap", "header", slow(LARGE));

        getMockEndpoint("mock:done").assertIsSatisfied();
        assertWhole(2);
        await().until(() -> SpoolFiles.below(folder).isEmpty());
    }

    @Test
    void whatAFailedEditReadGoesWhenNothingHoldsTheStreamAnyMore() {
        GATEWAY.answerNext(StagedAnswer.status(429).body("{}"));
        send("direct:failover", "attachment", AcceptedInputs.oneShot(LARGE));

        await().atMost(20, SECONDS).until(() -> {
            System.gc();
            return SpoolFiles.below(folder).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"header", "list", "body"})
    void theOriginalMessageOfADeadLetterIsReadable(String place) throws Exception {
        GATEWAY.answerNext(StagedAnswer.status(400).body("{}"));
        getMockEndpoint("mock:original").expectedMessageCount(1);

        send("direct:dead", place, AcceptedInputs.oneShot(LARGE));

        getMockEndpoint("mock:original").assertIsSatisfied();
        Exchange dead = getMockEndpoint("mock:original").getExchanges().get(0);
        Object value = place.equals("body") ? dead.getMessage().getBody() : dead.getMessage().getHeader("CamelPortkeyImagesImage");
        Object stream = value instanceof List<?> list ? list.get(0) : value;
        assertThat(context.getTypeConverter().convertTo(byte[].class, stream)).isEqualTo(LARGE);
    }
}
