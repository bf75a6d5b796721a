// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.faults;

import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.camel.Exchange;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks at the images of an exchange that was delivered. */
final class Parts {

    private Parts() {
    }

    /** At least one image can be used, and each that has content is the picture that was sent, whole. */
    static void areTheResult(Exchange exchange) {
        ImagesResponse response = exchange.getMessage().getBody(ImagesResponse.class);
        assertThat(response.data()).anyMatch(Image::isUsable);
        assertThat(response.data()).allSatisfy(image -> {
            assertThat(image.isUsable() || image.problem() != null).isTrue();
            if (image.hasContent()) {
                assertThat(image.bytes()).isEqualTo(Answers.RESULT);
            }
        });
    }

    /** How many images can be used, of how many. */
    static void areUsable(Exchange exchange, int usable, int all) {
        ImagesResponse response = exchange.getMessage().getBody(ImagesResponse.class);
        assertThat(response.data()).hasSize(all);
        assertThat(response.data().stream().filter(Image::isUsable)).hasSize(usable);
    }

    static void closeImages(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        exchange.getMessage().getBody(ImagesResponse.class).forEach(Image::close);
    }
}
