// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.client.GatewayUnreachableException;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.standin.ReceivedEdit;
import io.github.camelportkey.standin.StagedAnswer;
import jakarta.activation.DataHandler;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Camel's redelivery sends the same bytes again, whole, under the same trace id; and the body is left usable. */
class RedeliveryTest extends RouteToStandIn {

    private static final String[] ROUTES = {"direct:cached", "direct:uncached", "direct:spooled"};

    @TempDir
    Path folder;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        AcceptedInputs.registerConverter(context);
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(1).asyncDelayedRedelivery());
                from("direct:cached").to(edit());
                from("direct:uncached").streamCache("false").to(edit());
                from("direct:spooled").streamCache("false").to(edit("spoolThreshold=100"));
                from("direct:once").streamCache("false").errorHandler(noErrorHandler()).to(edit());
                from("direct:recover").streamCache("false").errorHandler(noErrorHandler())
                        .doTry().to(edit()).doCatch(GatewayStatusException.class).to(edit("quality=low")).end();
                from("direct:fail").streamCache("false").errorHandler(noErrorHandler())
                        .doTry().to(edit()).doCatch(GatewayStatusException.class).convertBodyTo(byte[].class).end();
            }
        };
    }

    static Set<String> types() {
        return AcceptedInputs.ALL.keySet();
    }

    private void failTwice() {
        GATEWAY.answerNext(StagedAnswer.status(503).body("{}"), StagedAnswer.status(503).body("{}"));
    }

    private void assertThreeAlike(Exchange result, byte[]... images) {
        assertThat(result.getException()).isNull();
        assertThat(GATEWAY.edits()).hasSize(3);
        assertThat(GATEWAY.edits()).allSatisfy(edit -> assertThat(images(edit)).containsExactly(images));
        assertThat(GATEWAY.edits()).extracting(edit -> edit.header("x-portkey-trace-id"))
                .containsOnly(result.getExchangeId());
    }

    @ParameterizedTest
    @MethodSource("types")
    void sendsTheBodyAgain(String type) throws Exception {
        for (String route : ROUTES) {
            GATEWAY.clear();
            failTwice();

            Exchange result = send(route, AcceptedInputs.ALL.get(type).make(PICTURE, folder), Map.of());

            assertThreeAlike(result, PICTURE);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void sendsHeaderAndMaskAgain(String type) throws Exception {
        failTwice();

        Exchange result = send("direct:cached", "",
                Map.of("CamelPortkeyImagesImage", AcceptedInputs.ALL.get(type).make(PICTURE, folder),
                        "CamelPortkeyImagesMask", AcceptedInputs.ALL.get(type).make(PICTURE, folder)));

        assertThreeAlike(result, PICTURE);
        assertThat(GATEWAY.edits()).allSatisfy(edit -> assertThat(edit.files("mask").get(0).bytes()).isEqualTo(PICTURE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:cached", "direct:uncached", "direct:spooled"})
    void sendsAListAgain(String route) throws Exception {
        failTwice();
        List<Object> list = new ArrayList<>();
        for (AcceptedInputs.Maker maker : List.copyOf(AcceptedInputs.ALL.values()).subList(0, 16)) {
            list.add(maker.make(PICTURE, folder));
        }

        Exchange result = send(route, list, Map.of());

        byte[][] expected = new byte[16][];
        java.util.Arrays.fill(expected, PICTURE);
        assertThreeAlike(result, expected);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aListOfStreamsIsReadableAfterTheFailure(boolean array) {
        failTwice();
        Object[] streams = {AcceptedInputs.oneShot(PICTURE), PICTURE, AcceptedInputs.oneShot(PICTURE)};

        Exchange result = send("direct:once", array ? streams : List.of(streams), Map.of());

        assertThat(result.getException()).isInstanceOf(GatewayStatusException.class);
        assertThat((List<?>) result.getMessage().getBody(List.class)).hasSize(3).allSatisfy(one ->
                assertThat(context.getTypeConverter().convertTo(byte[].class, one)).isEqualTo(PICTURE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:cached", "direct:uncached", "direct:spooled"})
    void sendsAttachedStreamsAgain(String route) {
        failTwice();

        Exchange result = template.request(route, exchange -> {
            attachments(exchange).addAttachment("image",
                    new DataHandler(AcceptedInputs.source(AcceptedInputs.oneShot(PICTURE))));
            attachments(exchange).addAttachment("mask",
                    new DataHandler(AcceptedInputs.source(AcceptedInputs.oneShot(PICTURE))));
        });

        assertThreeAlike(result, PICTURE);
        assertThat(GATEWAY.edits()).allSatisfy(edit -> assertThat(edit.files("mask").get(0).bytes()).isEqualTo(PICTURE));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theRestOfAStreamThatFailedHalfWayIsNotSentForTheWhole(boolean error) {
        InputStream torn = new InputStream() {
            private final InputStream whole = new ByteArrayInputStream(PICTURE);
            private boolean failed;

            @Override
            public int read() throws IOException {
                return whole.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                if (!failed && whole.available() == 0) {
                    failed = true;
                    whole.reset(); // from here on it looks like a picture again
                    if (error) {
                        throw new OutOfMemoryError("a short outage");
                    }
                    throw new IOException("a short outage");
                }
                return whole.read(bytes, offset, count);
            }
        };

        Exchange result = send("direct:uncached", torn, Map.of());

        assertThat(result.getException()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("an earlier attempt read a part of its stream", "a short outage");
        assertThat(GATEWAY.edits()).isEmpty();
    }

    @Test
    void sendsALargeStreamAgain() {
        byte[] large = Pictures.noise(3_000_000);
        GATEWAY.answerNext(StagedAnswer.status(503).body("{}"), StagedAnswer.hangUp(),
                StagedAnswer.status(200).body(Pictures.answer(PICTURE)));

        Exchange result = send("direct:uncached", AcceptedInputs.oneShot(large), Map.of());

        assertThat(result.getException()).isNull();
        assertThat(GATEWAY.edits()).hasSize(3).extracting(edit -> edit.files("image").get(0).sha256()).hasSize(3)
                .containsOnly(GATEWAY.edits().get(0).files("image").get(0).sha256());
        assertThat(GATEWAY.edits()).extracting(edit -> edit.files("image").get(0).length()).containsOnly(3_000_000L);
    }

    @ParameterizedTest
    @MethodSource("types")
    void afterAFailureAnotherEditCanUseTheSameBody(String type) throws Exception {
        GATEWAY.answerNext(StagedAnswer.status(400).body("{}"));

        Exchange result = send("direct:recover", AcceptedInputs.ALL.get(type).make(PICTURE, folder), Map.of());

        assertThat(result.getException()).isNull();
        assertThat(GATEWAY.edits()).hasSize(2).allSatisfy(edit -> assertThat(images(edit)).containsExactly(PICTURE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"File", "byte[]", "InputStream", "StreamCache", "StreamCache of a framework", "heap ByteBuffer", "Image",
            "what Camel converts", "WrappedFile of a stream"})
    void afterAFailureTheRouteCanReadTheBody(String type) throws Exception {
        GATEWAY.answerNext(StagedAnswer.status(400).body("{}"));
        Object body = type.equals("what Camel converts") ? AcceptedInputs.oneShot(PICTURE)
                : AcceptedInputs.ALL.get(type).make(PICTURE, folder);

        Exchange result = send("direct:fail", body, Map.of());

        assertThat(result.getMessage().getBody(byte[].class)).isEqualTo(PICTURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelPortkeyImagesImage", "CamelPortkeyImagesMask"})
    void afterAFailureTheRouteCanReadAStreamInAHeader(String header) {
        GATEWAY.answerNext(StagedAnswer.status(400).body("{}"));

        Exchange result = send("direct:fail", PICTURE, Map.of(header, AcceptedInputs.oneShot(PICTURE)));

        assertThat(GATEWAY.edits()).hasSize(1);
        assertThat(GATEWAY.editsPaid()).isZero();
        assertThat(result.getMessage().getHeader(header, byte[].class)).isEqualTo(PICTURE);
    }

    @Test
    void noCopyIsMadeOfACacheThatWantsItsCopiesBack() {
        AcceptedInputs.FrameworkCache.copies();

        assertThat(send("direct:fail", new AcceptedInputs.FrameworkCache(PICTURE), Map.of()).getException()).isNull();

        assertThat(AcceptedInputs.FrameworkCache.copies()).isZero();
    }

    @Test
    void afterARefusalOfTheInputTheBodyIsLeftUsableToo() {
        Exchange result = send("direct:uncached", AcceptedInputs.oneShot(PICTURE), Map.of("CamelPortkeyImagesN", 99));

        assertThat(whyNotSent(result)).contains("n is 99");
        assertThat(result.getMessage().getBody(byte[].class)).isEqualTo(PICTURE);
    }

    @Test
    void anInputThatHasNoPlaceInTheSpoolIsRefusedAsRetryableAndNotBilled() throws Exception {
        String uri = edit("spoolThreshold=100", "maxSpoolBytes=1000");
        Image held = send(uri.replace("model=any", "model=gpt-image-2"), Pictures.png(300), Map.of())
                .getMessage().getBody(ImagesResponse.class).data().get(0);
        GATEWAY.clear();

        Exchange result = send(uri, new Object[] {AcceptedInputs.oneShot(Pictures.png(200))}, Map.of());

        assertThat(held.length()).isGreaterThan(1000);
        assertThat(result.getException()).isInstanceOfSatisfying(GatewayUnreachableException.class, e -> {
            assertThat(e.isRetryable()).isTrue();
            assertThat(e.mayHaveBeenBilled()).isFalse();
            assertThat(e.getMessage()).contains("maxSpoolBytes");
        });
        assertThat(GATEWAY.edits()).isEmpty();
        assertThat(held.bytes()).hasSize((int) held.length());
    }

    @Test
    void onFailureNoHeaderOrAttachmentIsRemoved() {
        GATEWAY.answerNext(StagedAnswer.status(400).body("{}"));

        Exchange result = template.request(edit(), exchange -> {
            exchange.getMessage().setHeader("CamelPortkeyImagesImage", PICTURE);
            exchange.getMessage().setHeader("CamelPortkeyImagesMask", PICTURE);
            exchange.getMessage().setHeader("own", 1);
            attachments(exchange).addAttachment("image", new DataHandler(PICTURE, "image/png"));
        });

        assertThat(result.getException()).isNotNull();
        assertThat(result.getMessage().getHeaders()).containsKeys("CamelPortkeyImagesImage", "CamelPortkeyImagesMask", "own");
        assertThat(attachments(result).getAttachmentNames()).containsExactly("image");
        ReceivedEdit edit = GATEWAY.edits().get(0);
        assertThat(edit.files("mask")).hasSize(1);
    }
}
