// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelportkey.images.kit.ReadOnlySource;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImagesResponse;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.activation.FileDataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.converter.stream.InputStreamCache;

/** One value of each type that is taken as an image. */
final class AcceptedInputs {

    @FunctionalInterface
    interface Maker {
        Object make(byte[] bytes, Path folder) throws IOException;
    }

    /** A type that only a converter of the context knows how to read. */
    record Scan(byte[] bytes) {
    }

    static final Map<String, Maker> ALL = all();

    private AcceptedInputs() {
    }

    private static Map<String, Maker> all() {
        Map<String, Maker> all = new LinkedHashMap<>();
        all.put("File", (bytes, folder) -> file(bytes, folder).toFile());
        all.put("Path", AcceptedInputs::file);
        all.put("WrappedFile of a File", (bytes, folder) -> wrapped(file(bytes, folder).toFile(), null));
        all.put("WrappedFile of bytes", (bytes, folder) -> wrapped("remote", bytes));
        all.put("WrappedFile of a stream", (bytes, folder) -> wrapped("remote", oneShot(bytes)));
        all.put("byte[]", (bytes, folder) -> bytes);
        all.put("heap ByteBuffer", (bytes, folder) -> ByteBuffer.wrap(bytes));
        all.put("direct ByteBuffer", (bytes, folder) -> ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
        all.put("sliced ByteBuffer", (bytes, folder) -> sliced(bytes));
        all.put("InputStream", (bytes, folder) -> oneShot(bytes));
        all.put("StreamCache", (bytes, folder) -> new InputStreamCache(bytes));
        all.put("StreamCache of a framework", (bytes, folder) -> new FrameworkCache(bytes));
        all.put("DataHandler of a file", (bytes, folder) -> new DataHandler(new FileDataSource(file(bytes, folder).toFile())));
        all.put("DataHandler of bytes", (bytes, folder) -> new DataHandler(bytes, "image/png"));
        all.put("DataHandler of a one-shot stream", (bytes, folder) -> new DataHandler(source(oneShot(bytes))));
        all.put("DataSource", (bytes, folder) -> source(oneShot(bytes)));
        all.put("Image", (bytes, folder) -> Image.of(ImageContent.of(bytes, "image/png")));
        all.put("ImagesResponse", (bytes, folder) -> response(bytes));
        all.put("what Camel converts", (bytes, folder) -> new Scan(bytes));
        return all;
    }

    /** A cached stream as Netty's: it fails where it is asked for one byte at its end, and its copies want to be given back. */
    static final class FrameworkCache extends FilterInputStream implements StreamCache {

        private static final AtomicInteger COPIES = new AtomicInteger();
        private final byte[] bytes;

        FrameworkCache(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
            this.bytes = bytes;
        }

        /** How many copies were made since it was asked last. */
        static int copies() {
            return COPIES.getAndSet(0);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one < 0) {
                throw new IndexOutOfBoundsException("readerIndex exceeds writerIndex");
            }
            return one;
        }

        @Override
        public void reset() {
            in = new ByteArrayInputStream(bytes);
        }

        @Override
        public void writeTo(OutputStream to) throws IOException {
            to.write(bytes);
        }

        @Override
        public StreamCache copy(Exchange exchange) {
            COPIES.incrementAndGet();
            return new FrameworkCache(bytes);
        }

        @Override
        public boolean inMemory() {
            return true;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public long position() {
            return -1;
        }
    }

    static void registerConverter(CamelContext context) {
        context.getTypeConverterRegistry().addTypeConverter(InputStream.class, Scan.class,
                new org.apache.camel.support.SimpleTypeConverter(false,
                        (type, exchange, value) -> oneShot(((Scan) value).bytes())));
    }

    static Path file(byte[] bytes, Path folder) throws IOException {
        return Files.write(folder.resolve("otter.png"), bytes);
    }

    /** A stream that can be read once, and not after it was closed. */
    static InputStream oneShot(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            private boolean closed;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                if (closed) {
                    throw new IOException("Stream closed");
                }
                return super.read(to, offset, length);
            }

            @Override
            public boolean markSupported() {
                return false;
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    /** A source that always gives the same stream. */
    static DataSource source(InputStream stream) {
        return new ReadOnlySource("otter.png", "application/octet-stream", () -> stream);
    }

    static ImagesResponse response(byte[]... images) {
        return new ImagesResponse(0, java.util.Arrays.stream(images).map(b -> Image.of(ImageContent.of(b, null))).toList(),
                null, null, null, null, null, Map.of());
    }

    private static GenericFile<Object> wrapped(Object file, Object body) {
        GenericFile<Object> wrapped = new GenericFile<>();
        wrapped.setFile(file);
        wrapped.setBody(body);
        return wrapped;
    }

    private static ByteBuffer sliced(byte[] bytes) {
        ByteBuffer larger = ByteBuffer.allocate(bytes.length + 20).position(10).put(bytes).flip().position(10);
        return larger.slice();
    }
}
