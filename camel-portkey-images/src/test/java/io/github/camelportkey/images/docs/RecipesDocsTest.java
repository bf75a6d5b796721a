// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.camelportkey.images.PortkeyImagesComponent;
import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.client.GatewayUnreachableException;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The routes of docs/recipes.md. */
class RecipesDocsTest extends SnippetTestSupport {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Override
    Properties placeholders() {
        return placeholders(folder);
    }

    private static Properties placeholders(Path folder) {
        Properties properties = new Properties();
        for (String name : List.of("inbox", "outbox", "failed", "refused", "unclear")) {
            properties.setProperty(name, folder.resolve(name).toString());
        }
        properties.setProperty("begun", folder.resolve("begun.txt").toString());
        properties.setProperty("edits", "2");
        properties.setProperty("period", "1500");
        return properties;
    }

    @Override
    protected RoutesBuilder[] createRouteBuilders() {
        return new RoutesBuilder[] {new DeadLetters(), new Refusals(), new RateLimit(), new FanOut()};
    }

    static final class DeadLetters extends RouteBuilder {
        @Override
        public void configure() {
            // tag::dead-letters[]
            errorHandler(deadLetterChannel("direct:failed"));
            onException(GatewayStatusException.class, GatewayUnreachableException.class)
                    .onWhen(simple("${exception.retryable} == true && ${exception.mayHaveBeenBilled} == false"))
                    .maximumRedeliveries(5).redeliveryDelay(2000).asyncDelayedRedelivery();
            onException(Exception.class).maximumRedeliveries(0);

            from("direct:pictures")
                    .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head")
                    .to("file:{{outbox}}?fileName=${file:name.noext}.${header.CamelPortkeyImagesExtension}");

            from("direct:failed").errorHandler(noErrorHandler())
                    .to("file:{{failed}}?fileName=${exchangeId}-${file:onlyname}")
                    .setBody(simple("${exception.message}"))
                    .to("file:{{failed}}?fileName=${exchangeId}-reason.txt");
            // end::dead-letters[]
        }
    }

    static final class Begun extends RouteBuilder {
        @Override
        public void configure() {
            // tag::restart[]
            errorHandler(deadLetterChannel("file:{{failed}}"));

            File begun = new File(getContext().resolvePropertyPlaceholders("{{begun}}"));
            from("file:{{inbox}}?move=.done&moveFailed=.error&readLock=changed&readLockMinAge=2s")
                    .idempotentConsumer(simple("${file:name} ${file:size} ${file:modified}"))
                        .idempotentRepository(FileIdempotentRepository.fileIdempotentRepository(begun))
                        .skipDuplicate(false)
                        .removeOnFailure(true)
                        .filter(exchangeProperty(Exchange.DUPLICATE_MESSAGE).isEqualTo(true))
                            .to("file:{{unclear}}")
                            .stop()
                        .end()
                        .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head")
                        .to("file:{{outbox}}?fileName=${file:name.noext}.${header.CamelPortkeyImagesExtension}");
            // end::restart[]
        }
    }

    static final class Refusals extends RouteBuilder {
        @Override
        public void configure() {
            // tag::moderation[]
            onException(GatewayStatusException.class)
                    .onWhen(simple("${exception.moderationBlocked} == true"))
                    .handled(true)
                    .to("file:{{refused}}");
            onException(GatewayStatusException.class, GatewayUnreachableException.class)
                    .onWhen(simple("${exception.retryable} == true && ${exception.mayHaveBeenBilled} == false"))
                    .maximumRedeliveries(5).redeliveryDelay(2000).asyncDelayedRedelivery();
            onException(Exception.class).maximumRedeliveries(0);

            from("direct:moderated")
                    .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head");
            // end::moderation[]
        }
    }

    static final class RateLimit extends RouteBuilder {
        @Override
        public void configure() {
            // tag::rate-limit[]
            onException(GatewayStatusException.class, GatewayUnreachableException.class)
                    .onWhen(simple("${exception.retryable} == true && ${exception.mayHaveBeenBilled} == false"))
                    .maximumRedeliveries(5).redeliveryDelay(2000).asyncDelayedRedelivery();
            onException(Exception.class).maximumRedeliveries(0);

            from("direct:throttled")
                    .throttle(simple("{{edits}}")).timePeriodMillis("{{period}}").asyncDelayed()
                    .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head");
            // end::rate-limit[]
        }
    }

    static final class FanOut extends RouteBuilder {
        @Override
        public void configure() {
            // tag::fan-out[]
            from("direct:variants")
                    .to("portkey-images:edit?model=gpt-image-2&n=4&prompt=A red beret on its head")
                    .split(body())
                        .choice()
                        .when(simple("${body.hasContent} == true"))
                            .to("file:{{outbox}}?fileName=${file:name.noext}-${exchangeProperty.CamelSplitIndex}.${body.extension}")
                        .otherwise()
                            .log("Image ${exchangeProperty.CamelSplitIndex} can't be used: ${body.problem}");
            // end::fan-out[]
        }
    }

    private Exchange send(String route, Object picture) {
        return template.request(route, exchange -> {
            exchange.getMessage().setBody(picture);
            exchange.getMessage().setHeader(Exchange.FILE_NAME, "otter.png");
        });
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void assertKept(Exchange exchange, byte[] picture, String reason) throws IOException {
        assertThat(exchange.getException()).isNull();
        assertThat(folder.resolve("failed/" + exchange.getExchangeId() + "-otter.png")).hasBinaryContent(picture);
        assertThat(folder.resolve("failed/" + exchange.getExchangeId() + "-reason.txt")).content().contains(reason);
        assertThat(names(outbox())).isEmpty();
    }

    @Test
    void aPictureWhoseEditFailedIsKeptWithTheReasonAlsoWhenItWasAStream() throws Exception {
        byte[] picture = Pictures.png(32);
        for (Object body : List.of(picture, new ByteArrayInputStream(picture), picture("inbox/otter.png").toFile())) {
            gateway.answerNext(StagedAnswer.status(400).body("{\"error\":{\"message\":\"Not like this\"}}"));

            assertKept(send("direct:pictures", body), picture, "answered 400: Not like this");
        }
        assertThat(gateway.edits()).hasSize(3);
    }

    @Test
    void aPictureIsKeptAlsoAfterRedeliveries() throws Exception {
        byte[] picture = Pictures.png(32);
        StagedAnswer busy = StagedAnswer.status(429).header("retry-after-ms", "5");
        gateway.answerNext(busy, busy, busy, busy, busy, busy);

        assertKept(send("direct:pictures", new ByteArrayInputStream(picture)), picture, "answered 429");
        assertThat(gateway.edits()).hasSize(6).allSatisfy(
                edit -> assertThat(edit.files("image").get(0).bytes()).isEqualTo(picture));
    }

    @Test
    void whatMayHaveBeenPaidGoesToTheDeadLettersAtOnce() throws Exception {
        gateway.answerNext(StagedAnswer.status(500));

        assertKept(send("direct:pictures", Pictures.png(32)), Pictures.png(32), "answered 500");
        assertThat(gateway.edits()).hasSize(1);
    }

    @Test
    void whatMayHaveBeenPaidAfterARateLimitDoesSoToo() throws Exception {
        gateway.answerNext(StagedAnswer.status(429).header("retry-after-ms", "5"), StagedAnswer.status(500));

        assertKept(send("direct:pictures", Pictures.png(32)), Pictures.png(32), "answered 500");
        assertThat(gateway.edits()).hasSize(2);
    }

    @Test
    void whatSucceedsIsNoDeadLetter() throws Exception {
        send("direct:pictures", Pictures.png(32));

        assertThat(names(outbox())).containsExactly("otter.png");
        assertThat(folder.resolve("failed")).doesNotExist();
    }

    private static CamelContext start(Path folder) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getComponent("portkey-images", PortkeyImagesComponent.class).getConfiguration()
                .setBaseUrl(gateway.baseUrl().toString());
        camel.getPropertiesComponent().setOverrideProperties(placeholders(folder));
        camel.addRoutes(new Begun());
        camel.start();
        return camel;
    }

    @Test
    void aRestartPaysNothingTwice() throws Exception {
        Path picture = picture("inbox/otter.png");
        Path killed = folder.resolve("killed");
        Files.createDirectories(killed.resolve("inbox"));
        gateway.answerNext(StagedAnswer.edit().after(Duration.ofMillis(800)));
        try (CamelContext first = start(folder)) {
            await().atMost(SOON).until(() -> gateway.edits().size() == 1);
            // what a process that is killed now leaves behind
            Path left = Files.copy(picture, killed.resolve("inbox/otter.png"));
            Files.setLastModifiedTime(left, Files.getLastModifiedTime(picture));
            Files.copy(folder.resolve("begun.txt"), killed.resolve("begun.txt"));
            await().atMost(SOON).until(() -> names(outbox()).contains("otter.png") && names(inbox()).isEmpty());
        }

        try (CamelContext second = start(killed)) {
            await().atMost(SOON).until(() -> names(killed.resolve("unclear")).equals(List.of("otter.png"))
                    && names(killed.resolve("inbox")).isEmpty());
        }
        assertThat(gateway.edits()).hasSize(1);
        assertThat(gateway.editsPaid()).isEqualTo(1);
    }

    @Test
    void aPictureThatFailedIsEditedWhenItIsPutBack() throws Exception {
        Path failed = folder.resolve("failed/otter.png");
        gateway.answerNext(StagedAnswer.status(500));
        try (CamelContext camel = start(folder)) {
            picture("inbox/otter.png");
            await().atMost(SOON).until(() -> Files.exists(failed) && names(inbox()).isEmpty());
            assertThat(gateway.edits()).hasSize(1);

            Files.move(failed, inbox().resolve("otter.png"));
            await().atMost(SOON).until(() -> names(outbox()).contains("otter.png"));
        }
        assertThat(gateway.edits()).hasSize(2);
        assertThat(names(folder.resolve("unclear"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"moderation_blocked", "content_policy_violation"})
    void aRefusedPictureGoesToItsOwnFolderAndIsNeverTriedAgain(String code) throws Exception {
        gateway.answerNext(StagedAnswer.status(400).body("{\"error\":{\"message\":\"no\",\"code\":\"" + code + "\"}}"));

        Exchange result = send("direct:moderated", new ByteArrayInputStream(Pictures.png(32)));

        assertThat(result.getException()).isNull();
        assertThat(folder.resolve("refused/otter.png")).hasBinaryContent(Pictures.png(32));
        assertThat(gateway.edits()).hasSize(1);
    }

    @Test
    void otherFailuresAreNoRefusals() {
        gateway.answerNext(StagedAnswer.status(429).header("retry-after-ms", "5"), StagedAnswer.status(400).body("{}"));

        assertThat(send("direct:moderated", Pictures.png(32)).getException()).isInstanceOf(GatewayStatusException.class);
        assertThat(gateway.edits()).hasSize(2);
        assertThat(folder.resolve("refused")).doesNotExist();
    }

    @Test
    void noMoreEditsStartThanTheRateAllowsAndAnEditThatWasTooEarlyWaitsAsLongAsItIsTold() {
        gateway.answerNext(StagedAnswer.status(429).header("retry-after-ms", "300"));
        long start = System.nanoTime();
        List<CompletableFuture<Exchange>> edits = Stream.generate(() -> template.asyncSend("direct:throttled",
                exchange -> exchange.getMessage().setBody(Pictures.png(32)))).limit(3).toList();

        edits.subList(0, 2).forEach(CompletableFuture::join);
        long twoDone = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        edits.get(2).join();
        long allDone = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);

        assertThat(edits).allSatisfy(edit -> assertThat(edit.join().getException()).isNull());
        assertThat(twoDone).isGreaterThanOrEqualTo(300);
        assertThat(allDone).isGreaterThanOrEqualTo(1400);
        assertThat(gateway.edits()).hasSize(4);
        assertThat(gateway.editsPaid()).isEqualTo(3);
    }

    @Test
    void eachVariantHasItsName() throws Exception {
        send("direct:variants", Pictures.png(32));

        assertThat(names(outbox())).containsExactly("otter-0.png", "otter-1.png", "otter-2.png", "otter-3.png");
    }

    @Test
    void aVariantThatCannotBeUsedLeavesTheOthersAlone() throws Exception {
        gateway.answerNext(StagedAnswer.status(200).body(Pictures.answer(Pictures.png(4), new byte[0], Pictures.png(5))));

        assertThat(send("direct:variants", Pictures.png(32)).getException()).isNull();
        assertThat(names(outbox())).containsExactly("otter-0.png", "otter-2.png");
    }
}
