// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;

import io.github.camelportkey.images.client.GatewayUnreachableException;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code maxSpoolBytes}: when the temporary files are full, nothing more is bought. */
class SpoolBoundsTest extends RouteOverStandIn {

    private static final byte[] EDITED = Pictures.noise(5000);

    @TempDir
    Path spool;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:edit").streamCache("false").to(edit("spoolThreshold=1000", "maxSpoolBytes=4000", "spoolDirectory=" + spool));
            }
        };
    }

    private Exchange send(Object body) {
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(EDITED)));
        return send("direct:edit", body);
    }

    @Test
    void anAnswerThatIsPaidMayOvershoot() throws Exception {
        Exchange result = send(Pictures.png(8));

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getBody(ImagesResponse.class).data().get(0).bytes()).isEqualTo(EDITED);
    }

    @Test
    void aFullSpoolRefusesTheEditBeforeItIsSent() {
        Exchange held = send(Pictures.png(8));
        Object body = held.getMessage().getBody();

        Exchange refused = send(Pictures.png(8));

        assertThat(refused.getException()).isInstanceOfSatisfying(GatewayUnreachableException.class, failure -> {
            assertThat(failure.isRetryable()).isTrue();
            assertThat(failure.mayHaveBeenBilled()).isFalse();
            assertThat(failure).hasMessageContaining("maxSpoolBytes");
        });
        assertThat(refused.getProperty("CamelAiErrorCategory")).isEqualTo("SERVER_ERROR");
        assertThat(GATEWAY.edits()).hasSize(1);
        ((ImagesResponse) body).release();
        assertThat(send(Pictures.png(8)).getException()).isNull();
    }

    @Test
    void anInputStreamThatFindsTheSpoolFullIsTheSameFailure() {
        Exchange held = send(Pictures.png(8));
        Object body = held.getMessage().getBody();

        Exchange refused = send(new ByteArrayInputStream(Pictures.noise(3000)));

        assertThat(refused.getException()).isInstanceOfSatisfying(GatewayUnreachableException.class, failure -> {
            assertThat(failure.isRetryable()).isTrue();
            assertThat(failure.mayHaveBeenBilled()).isFalse();
        });
        assertThat(GATEWAY.edits()).hasSize(1);
        ((ImagesResponse) body).release();
    }

    @Test
    void imagesThatNothingHoldsAreReclaimedFirst() {
        for (int i = 0; i < 4; i++) {
            assertThat(send(Pictures.png(8)).getException()).isNull();
        }
        assertThat(GATEWAY.edits()).hasSize(4);
    }
}
