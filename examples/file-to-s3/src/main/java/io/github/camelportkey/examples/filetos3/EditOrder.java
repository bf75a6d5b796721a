// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import io.github.camelportkey.images.PortkeyImagesConstants;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;

/** Tells the next steps what to do with a picture, in the headers that they read. */
public final class EditOrder {

    static final String INPUT_DIGEST = "input-sha256";

    private final Inbox inbox;
    private final String promptForAll;
    private final String model;

    public EditOrder(Inbox inbox, String promptForAll, String model) {
        this.inbox = inbox;
        this.promptForAll = promptForAll;
        this.model = model;
    }

    @Handler
    public void place(@Body File file, Exchange exchange) throws IOException {
        Path picture = file.toPath();
        exchange.getExchangeExtension().addOnCompletion(new CompanionsFollow(inbox, picture));
        exchange.getExchangeExtension().addOnCompletion(new ReasonBeside(picture));

        Path mask = inbox.mask(picture);
        String prompt = promptFor(picture);
        String digest = InputDigest.of(picture, mask, prompt, model);
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        headers.put(PortkeyImagesConstants.MASK, mask.toFile());
        headers.put(PortkeyImagesConstants.PROMPT, prompt);
        headers.put(AWS2S3Constants.KEY, "edited/" + Inbox.fileName(picture));
        headers.put(AWS2S3Constants.METADATA, Map.of(INPUT_DIGEST, digest));
    }

    private String promptFor(Path picture) throws IOException {
        Path own = inbox.prompt(picture);
        String prompt = Files.exists(own) ? Files.readString(own).strip() : promptForAll;
        if (prompt.isEmpty()) {
            throw new IllegalArgumentException("No prompt for %s: write one into %s"
                    .formatted(Inbox.fileName(picture), Inbox.fileName(own)));
        }
        return prompt;
    }
}
