// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class EditJobTest {

    private final EditJob job = new EditJob("originals/otter.png", "e1", "masks/otter.png", "a hat",
            Map.of("size", "1024x1024", "quality", "low"), 0, 0);

    @Test
    void isTheSameAfterItsWayThroughTheBroker() {
        assertThat(EditJob.parse(job.json())).isEqualTo(job);
        assertThat(EditJob.parse(job.failed(true).json())).isEqualTo(job.failed(true));
    }

    @Test
    void hasTheSameTargetHoweverOftenItFailed() {
        assertThat(job.failed(true).failed(false).target()).isEqualTo(job.target())
                .matches("edited/otter-[0-9a-f]{24}\\.png");
    }

    @Test
    void hasAnotherTargetForAnotherPictureOrWish() {
        assertThat(job.target())
                .isNotEqualTo(new EditJob(job.source(), "e2", job.mask(), job.prompt(), job.options(), 0, 0).target())
                .isNotEqualTo(new EditJob(job.source(), "e1", null, job.prompt(), job.options(), 0, 0).target())
                .isNotEqualTo(new EditJob(job.source(), "e1", job.mask(), "a coat", job.options(), 0, 0).target())
                .isNotEqualTo(new EditJob(job.source(), "e1", job.mask(), job.prompt(), Map.of(), 0, 0).target());
    }

    @Test
    void saysInOneLineWhyAMessageIsNoJob() {
        for (String text : new String[] {"", "null", "{\"source\":", "[]", "{\"source\":\"a.png\"}", "{\"prompt\":\"a\"}",
                "{\"source\":\"a.png\",\"prompt\":\"a\",\"image\":\"iVBORw0KGgo=\"}"}) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> EditJob.parse(text))
                    .satisfies(refused -> assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n"));
        }
    }

    @Test
    void mayOnlySetOptionsThatAreMeantForJobs() {
        DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
        EditHeaders.set(exchange.getMessage(), job);
        assertThat(exchange.getMessage().getHeader("CamelPortkeyImagesSize")).isEqualTo("1024x1024");

        EditJob bold = new EditJob("a.png", "1", null, "a hat", Map.of("config", "pc-of-another"), 0, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> EditHeaders.set(exchange.getMessage(), bold))
                .withMessageContaining("config");
    }
}
