// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadBase.FileUploadIOException;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.InvalidFileNameException;
import org.apache.commons.fileupload.MultipartStream.MalformedStreamException;
import org.jspecify.annotations.Nullable;

/** The parts of one form. Long ones are in temporary files until the upload is closed. */
final class Upload implements AutoCloseable {

    private static final Pattern MULTIPART = Pattern.compile("multipart/form-data *;.*\\bboundary=\"?[^\";]+.*");

    private final List<UploadedPart> parts = new ArrayList<>();
    private final Path directory;

    /** @param directory where long parts go */
    Upload(Path directory) {
        this.directory = directory;
    }

    /** Reads the body to its end, whatever it is, so that the connection can carry the next request. */
    void read(HttpExchange exchange) throws IOException, Refusal {
        String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
        try (InputStream body = exchange.getRequestBody()) {
            if (contentType != null && MULTIPART.matcher(contentType).matches()) {
                readParts(new FormBody(contentType, body));
            } else {
                body.transferTo(OutputStream.nullOutputStream());
                throw Refusal.byGateway(400, "Invalid content type passed");
            }
        }
    }

    private void readParts(FormBody form) throws IOException, Refusal {
        FileUpload parser = new FileUpload();
        parser.setHeaderEncoding("UTF-8");
        try {
            for (FileItemIterator items = parser.getItemIterator(form); items.hasNext();) {
                parts.add(read(items.next()));
            }
        } catch (FileUploadException | FileUploadIOException | MalformedStreamException | InvalidFileNameException e) {
            throw Refusal.byGateway(500, "Something went wrong");
        } finally {
            // what follows the last boundary
            form.body().transferTo(OutputStream.nullOutputStream());
        }
        if (parts.isEmpty()) {
            throw Refusal.byGateway(500, "Something went wrong");
        }
    }

    private UploadedPart read(FileItemStream item) throws IOException {
        MessageDigest sha256 = sha256();
        try (InputStream content = new DigestInputStream(item.openStream(), sha256)) {
            byte[] head = content.readNBytes(ReceivedPart.KEPT_BYTES + 1);
            boolean kept = head.length <= ReceivedPart.KEPT_BYTES;
            Path spooled = kept ? null : spool(head, content);
            long length = spooled == null ? head.length : Files.size(spooled);
            ReceivedPart received = new ReceivedPart(
                    item.getFieldName(), item.isFormField() ? null : item.getName(), item.getContentType(),
                    kept ? head : new byte[0], length, HexFormat.of().formatHex(sha256.digest()));
            return new UploadedPart(received, spooled);
        }
    }

    private Path spool(byte[] head, InputStream rest) throws IOException {
        Path file = Files.createTempFile(directory, "part-", ".tmp");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(head);
            rest.transferTo(out);
            return file;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    List<UploadedPart> parts() {
        return parts;
    }

    List<ReceivedPart> received() {
        return parts.stream().map(UploadedPart::received).toList();
    }

    /** The first value of a text field, or {@code null}. */
    @Nullable String field(String name) {
        return parts.stream()
                .map(UploadedPart::received)
                .filter(part -> part.name().equals(name) && !part.isFile())
                .map(ReceivedPart::text)
                .findFirst().orElse(null);
    }

    @Override
    public void close() throws IOException {
        for (UploadedPart part : parts) {
            if (part.spooled() != null) {
                Files.deleteIfExists(part.spooled());
            }
        }
    }
}
