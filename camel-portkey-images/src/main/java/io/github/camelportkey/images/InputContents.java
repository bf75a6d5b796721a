// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImagesResponse;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.activation.FileDataSource;
import jakarta.activation.URLDataSource;
import jakarta.activation.UnsupportedDataTypeException;
import org.apache.camel.Exchange;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/** Makes content of known length, readable again and again, from whatever a route has in hand. */
final class InputContents {

    /**
     * @param content the bytes
     * @param name the original name or path, or null
     * @param contentType the declared media type, or null
     */
    record Input(ImageContent content, @Nullable String name, @Nullable String contentType) {
    }

    private final Exchange exchange;
    private final KeptStreams streams;

    InputContents(Exchange exchange, KeptStreams streams) {
        this.exchange = exchange;
        this.streams = streams;
    }

    /** Fails before a stream is read that could not be kept. */
    void requireSpace() throws IOException {
        streams.requireSpace();
    }

    /**
     * @param where what to call the value in a message, such as "the body"
     * @throws IllegalArgumentException for a type that is not taken
     * @throws IOException when the bytes can't be read
     */
    Input of(Object value, String where) throws IOException {
        refuseText(value, where);
        if (value instanceof WrappedFile<?> wrapped) {
            return ofWrapped(wrapped, where);
        }
        if (value instanceof File file) {
            return new Input(ofFile(file.toPath(), where), file.getName(), null);
        }
        if (value instanceof Path path) {
            return new Input(ofFile(path, where), path.toString(), null);
        }
        if (value instanceof byte[] bytes) {
            return new Input(ImageContent.of(bytes, null), null, null);
        }
        if (value instanceof ByteBuffer bytes) {
            return new Input(ImageContent.of(bytes, null), null, null);
        }
        if (value instanceof Image image) {
            try {
                return new Input(image.requireContent(), null, image.contentType());
            } catch (IOException e) {
                throw new IllegalArgumentException("An image of " + where + " can't be edited again: " + e.getMessage(), e);
            }
        }
        if (value instanceof ImagesResponse response) {
            if (response.data().size() != 1) {
                throw new IllegalArgumentException(where + " holds a response of " + response.data().size() + " images where "
                                                   + "one is wanted: split it first, or choose one");
            }
            return of(response.data().get(0), where);
        }
        if (value instanceof DataHandler handler) {
            return ofHandler(handler, where);
        }
        if (value instanceof DataSource source) {
            return ofSource(source, where);
        }
        if (value instanceof InputStream stream) {
            return new Input(ofStream(stream, null), null, null);
        }
        return new Input(ofConvertible(value, where), null, null);
    }

    private static void refuseText(Object value, String where) {
        if (value instanceof CharSequence || value instanceof Reader || value instanceof URL || value instanceof URI
                || value instanceof URLDataSource) {
            throw new IllegalArgumentException(where + " holds a " + value.getClass().getTypeName() + ", which is not taken as "
                                               + "an image: no path is opened and no address fetched because a message said "
                                               + "so. Send a File, Path, byte[], stream or attachment");
        }
    }

    private Input ofWrapped(WrappedFile<?> wrapped, String where) throws IOException {
        if (wrapped.getFile() instanceof File file) {
            return new Input(ofFile(file.toPath(), where), file.getName(), null);
        }
        if (wrapped.getBody() != null) {
            Input inner = of(wrapped.getBody(), where);
            return new Input(inner.content, inner.name != null ? inner.name : remoteName(wrapped), inner.contentType);
        }
        return new Input(ofConvertible(wrapped, where), remoteName(wrapped), null);
    }

    /** The name of a file of FTP and the like, whose class is in a library that need not be there. */
    private @Nullable String remoteName(WrappedFile<?> wrapped) {
        return PluginHelper.getBeanIntrospection(exchange.getContext())
                .getOrElseProperty(wrapped, "fileNameOnly", null, false) instanceof String name ? name : null;
    }

    private static ImageContent ofFile(Path file, String where) throws IOException {
        try {
            return ImageContent.of(file, null);
        } catch (FileSystemException e) {
            throw new IllegalArgumentException(where + " holds the file " + file + ", and there is no such file that can be "
                                               + "read", e);
        }
    }

    private Input ofHandler(DataHandler handler, String where) throws IOException {
        DataSource source = handler.getDataSource();
        try {
            return ofSource(source, where);
        } catch (UnsupportedDataTypeException e) {
            // Made from an object and a type: there is no stream, but the object itself.
            Input inner = of(handler.getContent(), where);
            return new Input(inner.content, handler.getName(), handler.getContentType());
        }
    }

    private Input ofSource(DataSource source, String where) throws IOException {
        refuseText(source, where);
        if (source instanceof FileDataSource onDisk) {
            return new Input(ofFile(onDisk.getFile().toPath(), where), source.getName(), source.getContentType());
        }
        ImageContent kept = streams.ofSource(source, source::getInputStream, source.getContentType());
        return new Input(kept, source.getName(), source.getContentType());
    }

    private ImageContent ofStream(InputStream stream, @Nullable String contentType) throws IOException {
        if (stream instanceof StreamCache cache && cache.length() > 0 && canBeCopied(cache)) {
            return ImageContent.of(() -> fresh(cache, stream), cache.length(), contentType);
        }
        return streams.ofStream(stream, contentType);
    }

    /** Copies of others may hold what only they give back: Netty's a buffer outside of the heap. */
    private static boolean canBeCopied(StreamCache cache) {
        return cache instanceof ImageStream || cache.getClass().getName().startsWith("org.apache.camel.converter.stream.");
    }

    /** A copy, because a cached stream in a header is shared by all copies of a message; where there is none, itself. */
    private InputStream fresh(StreamCache cache, InputStream stream) throws IOException {
        synchronized (cache) {
            cache.reset();
            if (cache.copy(exchange) instanceof InputStream copy) {
                return copy;
            }
        }
        return new FilterInputStream(stream) {
            @Override
            public void close() {
                cache.reset();
            }
        };
    }

    private ImageContent ofConvertible(Object value, String where) throws IOException {
        return streams.ofSource(value, () -> converted(value, where), null);
    }

    private InputStream converted(Object value, String where) {
        try {
            return exchange.getContext().getTypeConverter().mandatoryConvertTo(InputStream.class, exchange, value);
        } catch (TypeConversionException e) {
            throw new IllegalArgumentException(where + " holds a " + value.getClass().getTypeName() + ", which can't be read: "
                                               + (e.getCause() == null ? e : e.getCause()).getMessage(), e);
        } catch (NoTypeConversionAvailableException e) {
            throw new IllegalArgumentException(where + " holds a " + value.getClass().getTypeName() + ", which is no image and "
                                               + "can't be converted to a stream. Send a File, Path, byte[], stream or "
                                               + "attachment");
        }
    }

    /** Whether a body is the content of an attachment: the same file, data source, object or stream. */
    boolean isContentOf(DataHandler attachment, Object body) throws IOException {
        DataSource source = attachment.getDataSource();
        Object bare = body instanceof DataHandler handler ? handler.getDataSource() : body;
        Path file = fileOf(source);
        if (bare == source || file != null) {
            return bare == source || file.equals(fileOf(bare));
        }
        of(attachment, "The attachment " + attachment.getName()); // a one-shot stream is read here, once, and kept
        ImageContent kept = streams.of(source);
        return kept != null ? streams.of(bare) == kept : attachment.getContent() == bare;
    }

    private static @Nullable Path fileOf(Object value) {
        Object file = value instanceof FileDataSource source ? source.getFile()
                : value instanceof WrappedFile<?> wrapped ? wrapped.getFile()
                : value;
        Path path = file instanceof File one ? one.toPath() : file instanceof Path one ? one : null;
        return path == null ? null : path.toAbsolutePath();
    }

    /**
     * What a value becomes when it was a stream, or a file that holds one, that has been read: the same bytes, readable again.
     * So does a list that has such elements, as a copy; null where nothing was read.
     */
    @Nullable Object repeatable(@Nullable Object value) {
        if (value instanceof Object[] several) {
            return repeatableElements(Arrays.asList(several));
        }
        if (value instanceof Collection<?> several) {
            return repeatableElements(several);
        }
        Object stream = value instanceof WrappedFile<?> wrapped && !(wrapped.getFile() instanceof File) ? wrapped.getBody() : value;
        ImageContent content = stream instanceof InputStream && !(stream instanceof StreamCache) ? streams.of(stream) : null;
        return content == null ? null : ImageStream.ofInput(content);
    }

    private @Nullable List<Object> repeatableElements(Collection<?> several) {
        List<Object> all = new ArrayList<>(several.size());
        boolean read = false;
        for (Object one : several) {
            Object again = repeatable(one);
            read |= again != null;
            all.add(again != null ? again : one);
        }
        return read ? all : null;
    }
}
