// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.ReceivedEdit;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every type that is taken as an image, in every position, arrives whole. */
class AcceptedInputsTest extends RouteToStandIn {

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
                from("direct:uncached").streamCache("false").to(edit());
            }
        };
    }

    static Set<String> types() {
        return AcceptedInputs.ALL.keySet();
    }

    private Object value(String type, byte[] bytes) throws Exception {
        return AcceptedInputs.ALL.get(type).make(bytes, folder);
    }

    @ParameterizedTest
    @MethodSource("types")
    void isTakenAsBody(String type) throws Exception {
        ReceivedEdit edit = arrived("direct:uncached", value(type, PICTURE), Map.of());

        assertThat(images(edit)).containsExactly(PICTURE);
        assertThat(edit.files("image").get(0).contentType()).isEqualTo("image/png");
    }

    @ParameterizedTest
    @MethodSource("types")
    void isTakenAsHeader(String type) throws Exception {
        ReceivedEdit edit = arrived(edit(), "text", Map.of("CamelPortkeyImagesImage", value(type, PICTURE)));

        assertThat(images(edit)).containsExactly(PICTURE);
    }

    @ParameterizedTest
    @MethodSource("types")
    void isTakenAsElementOfAListOrArray(String type) throws Exception {
        byte[] other = Pictures.jpeg(20, 20);

        ReceivedEdit edit = arrived(edit(), List.of(other, value(type, PICTURE)), Map.of());

        assertThat(edit.files("image[]")).extracting("bytes").containsExactly(other, PICTURE);
        GATEWAY.clear();
        ReceivedEdit fromArray = arrived(edit(), new Object[] {value(type, PICTURE), other}, Map.of());
        assertThat(fromArray.files("image[]")).extracting("bytes").containsExactly(PICTURE, other);
    }

    @ParameterizedTest
    @MethodSource("types")
    void isTakenAsMask(String type) throws Exception {
        byte[] picture = Pictures.png(16, 16, false);

        ReceivedEdit edit = arrived(edit(), picture, Map.of("CamelPortkeyImagesMask", value(type, PICTURE)));

        assertThat(images(edit)).containsExactly(picture);
        assertThat(edit.files("mask")).extracting("bytes").containsExactly(PICTURE);
    }

    @ParameterizedTest
    @MethodSource("types")
    void isTakenAboveTheSpoolThreshold(String type) throws Exception {
        byte[] large = Pictures.noise(100_000);
        send(edit("spoolThreshold=1000"), value(type, large), Map.of());

        assertThat(images(GATEWAY.edits().get(0))).containsExactly(large);
    }

    @Test
    void theFileOfAFileConsumerIsTakenWithItsName() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + folder + "?initialDelay=0&noop=true").to(edit());
            }
        });

        AcceptedInputs.file(PICTURE, folder);

        await().until(() -> !GATEWAY.edits().isEmpty());
        assertThat(images(GATEWAY.edits().get(0))).containsExactly(PICTURE);
        assertThat(GATEWAY.edits().get(0).files("image").get(0).fileName()).isEqualTo("otter.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"List", "byte[][]"})
    void sixteenImagesAreRepeatedParts(String form) {
        List<byte[]> pictures = java.util.stream.IntStream.rangeClosed(1, 16).mapToObj(Pictures::png).toList();
        Object body = form.equals("List") ? pictures : pictures.toArray(new byte[0][]);

        ReceivedEdit edit = arrived(edit(), body, Map.of());

        assertThat(edit.files("image[]")).extracting("bytes").containsExactlyElementsOf(pictures);
        assertThat(edit.files("image[]")).extracting("fileName").doesNotHaveDuplicates();
        assertThat(edit.status()).isEqualTo(200);
    }

    @Test
    void seventeenImagesAreTooMany() {
        Collection<byte[]> pictures = java.util.Collections.nCopies(17, PICTURE);

        assertThat(refused(edit(), pictures, Map.of())).contains("there are 17 images").contains("at most 16");
    }

    @Test
    void aListOfOneImageIsOneImage() {
        assertThat(arrived(edit(), List.of(PICTURE), Map.of()).files("image")).hasSize(1);
    }

    @Test
    void aResponseOfSeveralImagesIsSeveralImages() {
        byte[] other = Pictures.png(20);

        assertThat(images(arrived(edit(), AcceptedInputs.response(PICTURE, other), Map.of())))
                .containsExactly(PICTURE, other);
    }
}
