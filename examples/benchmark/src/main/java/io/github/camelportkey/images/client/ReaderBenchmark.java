// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.camelportkey.images.model.ContentSink;
import io.github.camelportkey.images.model.ImageSpool;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The reader of answers, against decoding the bare text and against Jackson's way to stream base64. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReaderBenchmark {

    private static final int SLICE = 64 * 1024;
    private static final int DECODED = 48 * 1024;
    private static final JsonFactory JSON = new JsonFactory();

    @Param({"4000000", "20000000"})
    public int imageBytes;

    private final ImageSpool spool = ImageSpool.open(null, Long.MAX_VALUE);
    private byte[] image = new byte[0];
    private byte[] text = new byte[0];
    private byte[] answer = new byte[0];
    /** Read by nobody, so that the warm-up is not optimised away. */
    public long warm;

    @Setup
    public void make() {
        image = new byte[imageBytes];
        new Random(1).nextBytes(image);
        text = Base64.getEncoder().encode(image);
        ByteArrayOutputStream json = new ByteArrayOutputStream(text.length + 200);
        json.writeBytes("{\"created\":1795305600,\"data\":[{\"b64_json\":\"".getBytes(StandardCharsets.US_ASCII));
        json.writeBytes(text);
        json.writeBytes("\"}]}".getBytes(StandardCharsets.US_ASCII));
        answer = json.toByteArray();
        // The JDK's decoder is fast once the method that calls its intrinsic is compiled: after thousands of calls, not of bytes.
        byte[] some = Arrays.copyOf(text, 4096);
        for (int i = 0; i < 50_000; i++) {
            warm += Base64.getDecoder().decode(some).length;
        }
    }

    /** What the reader can't avoid: the bare text, decoded by the JDK into a new array. */
    @Benchmark
    public byte[] bareDecode() {
        return Base64.getDecoder().decode(text);
    }

    /** The whole answer in slices, as they come from a connection, to an image in memory. */
    @Benchmark
    public Object intoMemory() throws IOException {
        ImagesResponseReader reader = new ImagesResponseReader(() -> spool.newSink(Long.MAX_VALUE), Long.MAX_VALUE);
        for (int from = 0; from < answer.length; from += SLICE) {
            reader.accept(answer, from, Math.min(answer.length, from + SLICE));
        }
        return reader.finish();
    }

    /** The part of {@link #intoMemory} that is neither parsing nor decoding: decoded bytes into memory. */
    @Benchmark
    public Object storing() throws IOException {
        ContentSink sink = spool.newSink(Long.MAX_VALUE);
        for (int from = 0; from < image.length; from += DECODED) {
            sink.write(image, from, Math.min(DECODED, image.length - from));
        }
        return sink.finish(null);
    }

    /** Jackson's streaming reader, into nothing. */
    @Benchmark
    public int jackson() throws IOException {
        int bytes = 0;
        try (JsonParser json = JSON.createParser(new ByteArrayInputStream(answer))) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    bytes += json.readBinaryValue(OutputStream.nullOutputStream());
                }
            }
        }
        return bytes;
    }
}
