// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import io.github.camelportkey.images.client.GatewayFailure;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes why a picture failed beside the place where it is about to be moved to. An edit that was made, and paid, but
 * could not be stored is kept there too.
 */
final class ReasonBeside extends SynchronizationAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ReasonBeside.class);

    private final Path picture;

    ReasonBeside(Path picture) {
        this.picture = picture;
    }

    @Override
    public void onFailure(Exchange exchange) {
        Path folder = picture.resolveSibling(Inbox.ERROR);
        try {
            Files.createDirectories(folder);
            StringBuilder text = new StringBuilder();
            text.append("%s could not be edited and stored.%n%n".formatted(Inbox.fileName(picture)));
            text.append("when     %s%n".formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS)));
            text.append("what     %s%n".formatted(Reason.of(exchange)));
            if (Reason.exception(exchange) instanceof GatewayFailure failure) {
                text.append("paid     %s%n".formatted(failure.mayHaveBeenBilled() ? "perhaps" : "no"));
                text.append("trace    %s%n".formatted(failure.getTraceId()));
                text.append("request  %s%n".formatted(failure.getRequestId()));
            }
            if (exchange.getMessage().getBody() instanceof ImagesResponse made) {
                made.data().forEach(image -> text.append("kept     the edit itself was made, and paid: %s%n"
                        .formatted(keep(image, folder))));
            }
            text.append("%nTo try again, move the picture, its mask and its prompt back into the inbox.%n".formatted());
            Files.writeString(folder.resolve(Inbox.name(picture) + ".error.txt"), text);
        } catch (IOException e) {
            LOG.warn("The reason why {} failed could not be written: {}", picture, e.toString());
        }
    }

    /** Returns where it is now. */
    private String keep(Image image, Path folder) {
        if (!image.hasContent()) {
            return "%s (%s)".formatted(image.url(), image.problem());
        }
        Path kept = folder.resolve(Inbox.name(picture) + ".edited." + image.extension());
        try (InputStream content = image.openStream()) {
            Files.copy(content, kept, StandardCopyOption.REPLACE_EXISTING);
            return Inbox.fileName(kept);
        } catch (IOException e) {
            return "nowhere, because " + e;
        }
    }
}
