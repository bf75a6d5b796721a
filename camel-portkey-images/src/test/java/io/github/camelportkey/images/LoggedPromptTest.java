// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.Map;

import io.github.camelportkey.images.kit.CapturedLog;
import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What people write is private: it is logged at TRACE at most, HttpClient's own loggers apart. */
class LoggedPromptTest extends RouteToStandIn {

    @ParameterizedTest
    @CsvSource({"fail, odd, true", "warn, odd, true", "fail, auto, false"}) // the stand-in refuses what was only warned of
    void promptAndMetadataAreLoggedAtTraceAtMost(String validation, String size, boolean failed) {
        try (CapturedLog log = CapturedLog.ofEverything()) {
            Exchange result = send(bare("model=gpt-image-2", "imageSize=" + size, "validation=" + validation), PICTURE,
                    Map.of("CamelPortkeyImagesPrompt", "canary-prompt", "CamelPortkeyImagesMetadata", Map.of("a", "canary-data")));

            assertThat(result.isFailed()).isEqualTo(failed);
            assertThat(log.events()).filteredOn(event -> event.level().isMoreSpecificThan(Level.DEBUG)
                    && !event.logger().startsWith("org.apache.hc.")).isNotEmpty()
                    .noneMatch(event -> event.text().contains("canary"));
        }
    }
}
