// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.github.camelportkey.benchmark.work.Pictures;
import io.github.camelportkey.benchmark.work.Scenario;
import io.github.camelportkey.benchmark.work.Scenarios;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The upstream reads all of a form, and knows its own image. */
class FormCheckTest {

    @TempDir
    Path folder;

    private Answers answers;
    private String path = "";
    private byte[] image;

    @BeforeEach
    void makePictures() throws IOException {
        Scenario scenario = Scenarios.named("slope-upload-16kb");
        Pictures pictures = new Pictures(folder);
        pictures.make(scenario);
        answers = new Answers(pictures);
        path = scenario.path(false) + "/images/edits";
        image = Files.readAllBytes(pictures.upload(scenario.uploadBytes()));
    }

    private RequestReader read(int slice, byte[] request) {
        RequestReader reader = new RequestReader(answers);
        boolean complete = false;
        for (int from = 0; from < request.length; from += slice) {
            assertThat(complete).as("complete before the end").isFalse();
            complete = reader.accept(ByteBuffer.wrap(request, from, Math.min(slice, request.length - from)));
        }
        assertThat(complete).isTrue();
        return reader;
    }

    private byte[] request(byte[] sent, boolean chunked) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(Answers.ascii("--b\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nhat\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n"));
        form.writeBytes(sent);
        form.writeBytes(Answers.ascii("\r\n--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--b--\r\n"));
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(Answers.ascii("POST " + path + " HTTP/1.1\r\n" + (chunked ? "Transfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(form.size()) + "\r\n" : "Content-Length: " + form.size() + "\r\n\r\n")));
        request.writeBytes(form.toByteArray());
        request.writeBytes(Answers.ascii(chunked ? "\r\n0\r\n\r\n" : ""));
        return request.toByteArray();
    }

    @Test
    void theRightImageIsAcceptedInSlicesOfAnySize() {
        for (int slice : new int[] {1, 7, 4_096, 1_000_000}) {
            assertThat(read(slice, request(image, false)).fault()).as("slices of %d", slice).isNull();
            assertThat(read(slice, request(image, true)).fault()).as("chunked, slices of %d", slice).isNull();
        }
    }

    @Test
    void anotherImageIsAFault() {
        image[100]++;

        assertThat(read(4_096, request(image, false)).fault()).contains("another");
    }

    @Test
    void aShorterImageIsAFault() {
        assertThat(read(4_096, request(Arrays.copyOf(image, 10_000), false)).fault()).isNotNull();
    }
}
