// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.InputImage;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The producer of the form, into a channel that takes all. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MultipartBenchmark {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Counts and forgets. */
    private static final class Taking implements DataStreamChannel {
        private long bytes;

        @Override
        public void requestOutput() {
            // it is always ready
        }

        @Override
        public int write(ByteBuffer source) {
            int n = source.remaining();
            source.position(source.limit());
            bytes += n;
            return n;
        }

        @Override
        public void endStream() {
            bytes++;
        }

        @Override
        public void endStream(List<? extends Header> trailers) {
            endStream();
        }
    }

    @Param({"64000", "4000000"})
    public int imageBytes;

    private Path file = Path.of("");
    private InputImage inMemory;
    private InputImage onDisk;

    @Setup
    public void make() throws IOException {
        byte[] bytes = new byte[imageBytes];
        System.arraycopy(PNG, 0, bytes, 0, PNG.length);
        file = Files.write(Files.createTempFile("upload", ".png"), bytes);
        inMemory = InputImage.of("a.png", "image", ImageContent.of(bytes, "image/png"), "image/png");
        onDisk = InputImage.of("a.png", "image", ImageContent.of(file, "image/png"), "image/png");
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(file);
    }

    @Benchmark
    public long fromMemory() throws IOException {
        return send(inMemory);
    }

    @Benchmark
    public long fromFile() throws IOException {
        return send(onDisk);
    }

    private static long send(InputImage image) throws IOException {
        MultipartBody body = MultipartBody.of(List.of(FormPart.text("prompt", "A red beret on its head"),
                FormPart.text("model", "gpt-image-2"), FormPart.file("image", image)));
        MultipartEntityProducer producer = new MultipartEntityProducer(body);
        Taking channel = new Taking();
        producer.produce(channel);
        producer.releaseResources();
        if (channel.bytes != body.length() + 1) {
            throw new IOException("Not all was sent at once");
        }
        return channel.bytes;
    }
}
