// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.List;

import io.github.camelportkey.images.model.BytesContent;
import io.github.camelportkey.images.model.FileContent;
import io.github.camelportkey.images.model.HeldFile;
import io.github.camelportkey.images.model.ImageContent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the pieces of a body in order, with one file or stream open at a time. Not thread-safe. */
final class PieceReader {

    private static final Logger LOG = LoggerFactory.getLogger(PieceReader.class);
    private static final int STREAM_READ = 8 * 1024;

    /** The piece whose file or stream is open, or -1. */
    private int opened = -1;
    private @Nullable FileChannel file;
    private @Nullable InputStream stream;
    private boolean streamed;

    /** Whether some of what was last read came from a stream, which gives its bytes once. */
    boolean hasStreamed() {
        return streamed;
    }

    /** The file of a piece, which is one, and the only one that is open. */
    FileChannel open(List<ImageContent> pieces, int piece) throws IOException {
        FileChannel channel = file;
        if (channel == null) {
            channel = HeldFile.take((FileContent) pieces.get(piece));
            file = channel;
            opened = piece;
        }
        return channel;
    }

    /** @throws IOException when a piece's file, which is open, has become shorter than it was */
    void requireWhole(List<ImageContent> pieces, int piece) throws IOException {
        if (open(pieces, piece).size() < pieces.get(piece).length()) {
            throw changed(pieces.get(piece), "is shorter");
        }
    }

    /** @throws IOException when a piece of no length is a file that has become longer */
    static void requireEmpty(ImageContent piece) throws IOException {
        if (piece instanceof FileContent onDisk && Files.size(onDisk.path()) > 0) {
            throw changed(piece, "is longer");
        }
    }

    /**
     * Fills a slice with what comes next, across pieces, so that a small edit is one write; one file or stream at a time.
     *
     * @param piece where to begin
     * @param position in that piece
     * @return the slice, to be read
     * @throws IOException when a file or stream can't be read, or is no longer as long as it was
     */
    ByteBuffer read(List<ImageContent> pieces, int piece, long position, ByteBuffer slice) throws IOException {
        streamed = false;
        int at = piece;
        long from = position;
        while (slice.hasRemaining() && at < pieces.size()) {
            ImageContent content = pieces.get(at);
            int before = slice.position();
            if (content instanceof BytesContent bytes) {
                putBytes(bytes, from, slice);
            } else if (opened >= 0 && opened != at) {
                break;
            } else if (content instanceof FileContent onDisk) {
                putFile(onDisk, open(pieces, at), from, slice);
            } else {
                opened = at;
                putStream(content, from, slice);
            }
            from += slice.position() - before;
            if (from == content.length()) {
                at++;
                from = 0;
            }
        }
        return slice.flip();
    }

    private static void putBytes(BytesContent content, long from, ByteBuffer slice) {
        long skip = from;
        for (ByteBuffer segment : content.segments()) {
            int size = segment.remaining();
            if (skip < size && slice.hasRemaining()) {
                slice.put(segment.slice((int) skip, Math.min(size - (int) skip, slice.remaining())));
            }
            skip = Math.max(0, skip - size);
        }
    }

    /** Asks for a byte more than there should be, where it has room for one, which shows whether the file has become longer. */
    private static void putFile(FileContent content, FileChannel channel, long from, ByteBuffer slice) throws IOException {
        int limit = slice.limit();
        int begin = slice.position();
        long left = content.length() - from;
        slice.limit((int) Math.min(limit, begin + left + 1));
        for (int read = 0; read < left && slice.hasRemaining(); read = slice.position() - begin) {
            if (channel.read(slice, from + read) <= 0) {
                throw changed(content, "is shorter");
            }
        }
        boolean unasked = left == 0 || limit - begin == left;
        if (slice.position() - begin > left || unasked && channel.size() > content.length()) {
            throw changed(content, "is longer");
        }
        slice.limit(limit);
    }

    private void putStream(ImageContent content, long from, ByteBuffer slice) throws IOException {
        InputStream in = stream;
        if (in == null) {
            in = content.openStream();
            stream = in;
        }
        streamed = true;
        byte[] some = new byte[STREAM_READ];
        for (long left = content.length() - from; left > 0 && slice.hasRemaining();) {
            int count = in.read(some, 0, (int) Math.min(Math.min(some.length, left), slice.remaining()));
            if (count <= 0) {
                throw changed(content, "is shorter");
            }
            slice.put(some, 0, count);
            left -= count;
            if (left == 0 && in.read(some, 0, 1) >= 0) { // some streams of frameworks fail at their end when asked for one byte
                throw changed(content, "is longer");
            }
        }
    }

    /** Closes what is open of a piece. */
    void close(int piece) {
        if (opened == piece) {
            close();
        }
    }

    /** Closes what is open. What was read is read: a file or stream that does not close cleanly changes nothing. */
    void close() {
        try (FileChannel openFile = file; InputStream openStream = stream) {
            file = null;
            stream = null;
            opened = -1;
        } catch (IOException | RuntimeException | Error e) {
            LOG.debug("An input that was sent could not be closed", e);
        }
    }

    private static IOException changed(ImageContent content, String how) {
        String what = content instanceof FileContent onDisk ? "The file " + onDisk.path().getFileName() : "The image";
        return new IOException(what + " " + how + " than the " + content.length() + " bytes that it had when the edit began;"
                               + " something changes it while it is being sent (for files: wait until they are complete, "
                               + "for example with readLock=changed)");
    }
}
