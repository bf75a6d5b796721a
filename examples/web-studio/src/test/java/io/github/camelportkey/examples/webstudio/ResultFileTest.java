// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;

import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImageContent;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A result may be dropped while it is being read. */
class ResultFileTest {

    private final Results results = new Results(2, Duration.ofMinutes(1), Clock.systemUTC());

    private Exchange asked(ImageContent.Source source) throws IOException {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader("name", results.keep(Image.of(ImageContent.of(source, 9, "image/png"))));
        new ResultFile(results).process(exchange);
        return exchange;
    }

    @Test
    void aResultThatIsDroppedWhileItIsReadIsNotFound() throws IOException {
        Exchange answered = asked(() -> {
            results.close();
            throw new NoSuchFileException("released");
        });

        assertThat(answered.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(404);
        assertThat(answered.getMessage().getBody()).isNull();
        assertThat(answered.getMessage().getHeader(Exchange.CONTENT_TYPE)).isNull();
    }

    @Test
    void aResultThatIsKeptAndCannotBeReadIsAFailure() {
        assertThatThrownBy(() -> asked(() -> {
            throw new IOException("disk");
        })).hasMessage("disk");
    }
}
