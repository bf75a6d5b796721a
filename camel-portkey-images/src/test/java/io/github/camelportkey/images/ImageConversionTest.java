// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConverter;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Results as bytes: what a file, an S3 bucket or an HTTP response takes. */
class ImageConversionTest extends RouteOverStandIn {

    private static final byte[] EDITED = Pictures.noise(5000);

    @TempDir
    static Path spool;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:memory").to(edit());
                from("direct:file").to(edit("spoolThreshold=1", "spoolDirectory=" + spool));
            }
        };
    }

    private ImagesResponse edited(String route, String answer) {
        GATEWAY.answerNext(StagedAnswer.status(200).body(answer));
        Exchange result = send(route, Pictures.png(16));
        assertThat(result.getException()).isNull();
        return result.getMessage().getBody(ImagesResponse.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:memory", "direct:file"})
    void anImageAndAResponseOfOneConvertToStreamArrayAndBuffer(String route) throws Exception {
        ImagesResponse response = edited(route, Pictures.answer(EDITED));
        TypeConverter converter = context.getTypeConverter();

        for (Object body : new Object[] {response, response.data().get(0)}) {
            assertThat(converter.mandatoryConvertTo(byte[].class, body)).isEqualTo(EDITED);
            assertThat(converter.mandatoryConvertTo(ByteBuffer.class, body)).isEqualTo(ByteBuffer.wrap(EDITED));
            try (InputStream in = converter.mandatoryConvertTo(InputStream.class, body)) {
                assertThat(in.readAllBytes()).isEqualTo(EDITED);
            }
        }
    }

    @Test
    void aResponseOfOneConvertsToItsImage() throws Exception {
        ImagesResponse response = edited("direct:memory", Pictures.answer(EDITED));

        assertThat(context.getTypeConverter().mandatoryConvertTo(Image.class, response)).isSameAs(response.data().get(0));
    }

    @Test
    void aResponseOfSeveralConvertsToNoImage() {
        ImagesResponse response = edited("direct:memory", Pictures.answer(EDITED, EDITED));

        assertThatThrownBy(() -> context.getTypeConverter().mandatoryConvertTo(Image.class, response))
                .hasStackTraceContaining("split it first");
    }

    @Test
    void neverConvertsToStreamCache() {
        ImagesResponse response = edited("direct:memory", Pictures.answer(EDITED));

        assertThat(context.getTypeConverter().convertTo(StreamCache.class, response)).isNull();
        assertThat(context.getTypeConverter().convertTo(StreamCache.class, response.data().get(0))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:memory", "direct:file"})
    void theStreamIsAStreamCacheWithMarkResetLengthPositionAndCopy(String route) throws Exception {
        ImagesResponse response = edited(route, Pictures.answer(EDITED));

        InputStream in = context.getTypeConverter().mandatoryConvertTo(InputStream.class, response);
        StreamCache cache = (StreamCache) in;

        assertThat(cache.length()).isEqualTo(5000);
        assertThat(in.available()).isEqualTo(5000);
        assertThat(in.markSupported()).isTrue();
        assertThat(in.readNBytes(100)).hasSize(100);
        assertThat(cache.position()).isEqualTo(100);
        in.mark(Integer.MAX_VALUE);
        assertThat(in.skip(50)).isEqualTo(50);
        assertThat(in.read()).isEqualTo(EDITED[150] & 0xff);
        in.reset();
        assertThat(cache.position()).isEqualTo(100);
        assertThat(in.read()).isEqualTo(EDITED[100] & 0xff);

        InputStream copy = (InputStream) cache.copy(null);
        assertThat(copy.readAllBytes()).isEqualTo(EDITED);
        assertThat(cache.position()).isEqualTo(101);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        cache.writeTo(written);
        assertThat(written.toByteArray()).isEqualTo(EDITED);
        in.close();
        copy.close();
    }

    @Test
    void aStreamThatWasReadCanBeResetAndReadAgainAsCamelDoesAtEveryNode() throws Exception {
        ImagesResponse response = edited("direct:file", Pictures.answer(EDITED));
        InputStream in = context.getTypeConverter().mandatoryConvertTo(InputStream.class, response);

        assertThat(in.readAllBytes()).isEqualTo(EDITED);
        assertThat(in.available()).isZero();
        ((StreamCache) in).reset();

        assertThat(in.readAllBytes()).isEqualTo(EDITED);
        in.close();
    }

    @Test
    void severalImagesAreAnErrorThatSaysSplit() {
        ImagesResponse response = edited("direct:memory", Pictures.answer(EDITED, EDITED));

        for (Class<?> type : new Class<?>[] {InputStream.class, byte[].class, ByteBuffer.class}) {
            assertThatThrownBy(() -> context.getTypeConverter().mandatoryConvertTo(type, response))
                    .hasStackTraceContaining("split it first").hasStackTraceContaining("2 images");
        }
    }

    @Test
    void anImageThatIsOnlyAUrlIsAnErrorThatNamesTheOptions() {
        ImagesResponse response = edited("direct:memory", "{\"data\":[{\"url\":\"https://example.com/secret-sig.png\"}]}");

        for (Object body : new Object[] {response, response.data().get(0)}) {
            for (Class<?> type : new Class<?>[] {InputStream.class, byte[].class, ByteBuffer.class}) {
                assertThatThrownBy(() -> context.getTypeConverter().mandatoryConvertTo(type, body))
                        .hasStackTraceContaining("responseFormat=b64_json").hasStackTraceContaining("downloadImages=true");
            }
        }
    }
}
