// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageSpool;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is kept of a source for as long as its exchange. */
class KeptStreamsTest {

    private static final byte[] PICTURE = Pictures.noise(50_000);

    /** A copy shares what was kept, and may be done first: it takes over whatever is to be done then. */
    @ParameterizedTest
    @ValueSource(longs = {10, 100_000})
    void whatAnotherCopyReleasedIsReadAgainUnlessItIsInMemory(long threshold) throws IOException {
        try (ImageSpool spool = ImageSpool.open(null, 1 << 20)) {
            Exchange exchange = new DefaultExchange(new DefaultCamelContext());
            KeptStreams streams = new KeptStreams(exchange, spool, threshold);
            Object source = new Object();
            ImageContent kept = streams.ofSource(source, () -> new ByteArrayInputStream(PICTURE), null);
            Exchange copy = exchange.copy();
            assertThat(new KeptStreams(copy, spool, threshold).of(source)).isSameAs(kept);

            exchange.getExchangeExtension().handoverCompletions(copy);
            UnitOfWorkHelper.doneSynchronizations(copy, copy.getExchangeExtension().handoverCompletions());

            assertThat(spool.usedBytes()).isZero();
            assertThat(streams.of(source)).isSameAs(threshold > PICTURE.length ? kept : null);
            ImageContent again = streams.ofSource(source, () -> new ByteArrayInputStream(PICTURE), null);
            try (InputStream in = again.openStream()) {
                assertThat(in.readAllBytes()).isEqualTo(PICTURE);
            }
        }
    }
}
