// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageEditRequest;
import io.github.camelportkey.images.model.ImageSpool;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.images.model.InputImage;

/** Small edits, clients with small bounds, and what became of an edit. */
final class Edits {

    static final ImageSpool SPOOL = ImageSpool.open(null, Long.MAX_VALUE);

    private Edits() {
    }

    static ImageEditRequest.Builder draft(ImageContent... images) throws IOException {
        ImageEditRequest.Builder draft = ImageEditRequest.builder().prompt("a hat");
        for (ImageContent image : images) {
            draft.image(InputImage.of("cat.png", "image", image, "image/png"));
        }
        return draft;
    }

    static ImageEditRequest small() throws IOException {
        return draft(ImageContent.of(Pictures.png(4), null)).build();
    }

    static ImageEditRequest ofSize(int bytes) throws IOException {
        return draft(ImageContent.of(Pictures.noise(bytes), null)).build();
    }

    static GatewayRoute route(ScriptedServer server) {
        return GatewayRoute.builder().baseUrl(URI.create(server.baseUrl())).build();
    }

    /** Settings with a time each, in milliseconds. */
    static EditSettings timeouts(long connectionRequest, long response, long edit) {
        EditSettings d = EditSettings.defaults(SPOOL);
        return new EditSettings(Duration.ofMillis(connectionRequest), Duration.ofMillis(response), Duration.ofMillis(edit),
                d.maxImageBytes(), d.maxResponseBytes(), SPOOL, d.spoolThreshold(), false, List.of(), false);
    }

    static EditSettings maxResponse(long bytes) {
        EditSettings d = EditSettings.defaults(SPOOL);
        return new EditSettings(d.connectionRequestTimeout(), d.responseTimeout(), d.editTimeout(), d.maxImageBytes(), bytes,
                SPOOL, d.spoolThreshold(), false, List.of(), false);
    }

    static EditSettings downloads(long maxImageBytes, String... hosts) {
        EditSettings d = EditSettings.defaults(SPOOL);
        return new EditSettings(d.connectionRequestTimeout(), d.responseTimeout(), d.editTimeout(), maxImageBytes,
                d.maxResponseBytes(), SPOOL, d.spoolThreshold(), true, List.of(hosts), false);
    }

    static EditSettings failOnGuardrail() {
        EditSettings d = EditSettings.defaults(SPOOL);
        return new EditSettings(d.connectionRequestTimeout(), d.responseTimeout(), d.editTimeout(), d.maxImageBytes(),
                d.maxResponseBytes(), SPOOL, d.spoolThreshold(), false, List.of(), true);
    }

    static ImagesClient client(EditSettings settings) {
        return ImagesClient.builder().settings(settings).build();
    }

    static ImagesClient client() {
        return client(EditSettings.defaults(SPOOL));
    }

    static ImagesResponse result(ImageEdit edit) throws Exception {
        return edit.get(20, TimeUnit.SECONDS);
    }

    /** The failure of an edit, which must come. */
    static Throwable failure(ImageEdit edit) throws InterruptedException, TimeoutException {
        try {
            throw new AssertionError("The edit succeeded: " + edit.get(20, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    /** The failure of a small edit that is sent to a server. */
    static Throwable failure(ScriptedServer server) throws Exception {
        try (ImagesClient client = client()) {
            return failure(client.edit(small(), route(server)));
        }
    }

    /** The failure of a small edit to which a server gives this answer. */
    static Throwable failure(int status, String headers, String body) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(status, headers, body)) {
            Throwable failure = failure(server);
            if (server.requests().size() != 1) {
                throw new AssertionError("There were " + server.requests().size() + " requests");
            }
            return failure;
        }
    }
}
