// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelportkey.examples.editworkers.Verdict.Kind;
import io.github.camelportkey.images.PortkeyImagesConstants;
import io.github.camelportkey.standin.GatewayStandIn;
import io.github.camelportkey.standin.StagedAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCacheException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class VerdictTest {

    private static final Verdict.Limits LIMITS = new Verdict.Limits(
            5, 2, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(900));
    private static final EditJob JOB = new EditJob("a.png", "1", "a hat");

    @Test
    void waitsTwiceAsLongAfterEachFailureUpToTheLongest() {
        EditJob job = JOB;
        for (long seconds : new long[] {1, 2, 3, 3}) {
            Verdict verdict = of(job, SdkClientException.create("S3 is down"));
            assertThat(verdict.kind()).isEqualTo(Kind.AGAIN);
            assertThat(verdict.delay()).isEqualTo(Duration.ofSeconds(seconds));
            job = verdict.next();
        }
        assertThat(of(job, SdkClientException.create("S3 is down")).kind()).isEqualTo(Kind.DEAD);
    }

    @Test
    void triesAgainWhenAPicturesDownloadBreaksOff() {
        Verdict verdict = of(JOB, new StreamCacheException("a picture", new IOException("Connection reset")));

        assertThat(verdict.kind()).isEqualTo(Kind.AGAIN);
        assertThat(verdict.next().unclear()).isZero();
    }

    /** The message that goes back to the broker is a new one, and nobody would know that an edit may be under way. */
    @Test
    void letsAnEditSettleAlsoWhenItsResultCouldNotBeAskedFor() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:redelivered").process(Job::begin)
                            .setProperty(Exchange.EXCEPTION_CAUGHT, () -> SdkClientException.create("S3 is down"))
                            .bean(new Outcomes("w", LIMITS), "failed");
                }
            });
            camel.start();
            long before = System.currentTimeMillis();

            Exchange result = camel.createProducerTemplate().request("direct:redelivered", exchange -> {
                exchange.getMessage().setHeader("JMSRedelivered", true);
                exchange.getMessage().setBody(JOB.json());
            });

            assertThat(result.getProperty(Outcomes.QUEUE)).isEqualTo("edit.jobs");
            assertThat(result.getMessage().getHeader("_AMQ_SCHED_DELIVERY", Long.class))
                    .isGreaterThanOrEqualTo(before + 900_000);
            assertThat(EditJob.parse(result.getMessage().getBody(String.class)).unclear()).isEqualTo(1);
        }
    }

    @Test
    void waitsAsLongAsTheGatewayAsks() throws Exception {
        Verdict verdict = of(JOB, answered(StagedAnswer.status(429).header("retry-after", "77")));

        assertThat(verdict.kind()).isEqualTo(Kind.AGAIN);
        assertThat(verdict.delay()).isEqualTo(Duration.ofSeconds(77));
        assertThat(verdict.next().unclear()).isZero();
    }

    @Test
    void givesUpSoonerOnWhatMayHaveBeenPaid() throws Exception {
        Verdict first = of(JOB, answered(StagedAnswer.status(503)));
        assertThat(first.kind()).isEqualTo(Kind.AGAIN);
        assertThat(first.next().unclear()).isEqualTo(1);

        Verdict second = of(first.next(), new WorkerGoneException());
        assertThat(second.kind()).isEqualTo(Kind.DEAD);
        assertThat(second.reason()).startsWith("gave up after 2 tries, of which 2 may have been paid");
    }

    @Test
    void letsAnEditThatMayBeUnderWaySettle() {
        assertThat(of(JOB, new WorkerGoneException()).delay()).isEqualTo(LIMITS.settle());
    }

    @Test
    void rejectsAtOnceWhatCannotHelp() throws Exception {
        assertThat(of(JOB, answered(StagedAnswer.status(400))).kind()).isEqualTo(Kind.REJECTED);
        assertThat(of(JOB, NoSuchKeyException.builder().message("gone").build()).kind()).isEqualTo(Kind.REJECTED);
        assertThat(of(JOB, new IllegalArgumentException("a\nb")).reason()).isEqualTo("IllegalArgumentException: a b");
        assertThat(Verdict.of(null, new IllegalArgumentException("not a job"), false, LIMITS).kind())
                .isEqualTo(Kind.REJECTED);
    }

    @Test
    void callsAnEditLostOnlyWhenItWasPaidAndTheObjectIsThere() {
        Throwable there = S3Exception.builder().statusCode(412).build();

        assertThat(Verdict.of(JOB, there, true, LIMITS).kind()).isEqualTo(Kind.LOST);
        assertThat(Verdict.of(JOB, there, false, LIMITS).kind()).isEqualTo(Kind.AGAIN);
    }

    @Test
    void countsAnEditThatCouldNotBeStoredAsPaid() {
        Verdict verdict = Verdict.of(JOB, SdkClientException.create("S3 is down"), true, LIMITS);

        assertThat(verdict.next().unclear()).isEqualTo(1);
    }

    @Test
    void putsAJobBackAsItWasWhenTheWorkerStops() {
        Verdict verdict = of(JOB, new Permits.StoppingException());

        assertThat(verdict.next()).isEqualTo(JOB);
        assertThat(verdict.delay()).isZero();
    }

    private static Verdict of(EditJob job, Throwable failure) {
        return Verdict.of(job, failure, false, LIMITS);
    }

    /** The exception that the component makes of this answer. */
    private static Throwable answered(StagedAnswer answer) throws Exception {
        try (GatewayStandIn gateway = GatewayStandIn.start(); CamelContext camel = new DefaultCamelContext()) {
            gateway.answerNext(answer);
            camel.start();
            byte[] picture = Files.readAllBytes(Path.of("../file-to-s3/samples/otter.png"));
            Exchange exchange = camel.createFluentProducerTemplate()
                    .to("portkey-images:edit?model=gpt-image-2&baseUrl=" + gateway.baseUrl())
                    .withBody(picture).withHeader(PortkeyImagesConstants.PROMPT, "a hat").send();
            return exchange.getException();
        }
    }
}
