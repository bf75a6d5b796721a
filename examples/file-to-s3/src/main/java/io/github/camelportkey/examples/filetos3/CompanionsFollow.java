// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Ordered;
import org.apache.camel.spi.Synchronization;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mask and prompt go where their picture went, after it: a kill in between leaves files without a picture, which
 * {@link #catchUp} moves at the next start, never a picture without its mask.
 */
record CompanionsFollow(Inbox inbox, Path picture) implements Synchronization, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(CompanionsFollow.class);

    @Override
    public void onComplete(Exchange exchange) {
        follow(Inbox.DONE);
    }

    @Override
    public void onFailure(Exchange exchange) {
        follow(Inbox.ERROR);
    }

    /** After the file component's own completion, which moves the picture. */
    @Override
    public int getOrder() {
        return LOWEST;
    }

    private void follow(String folder) {
        try {
            if (Files.exists(picture)) {
                return;
            }
            move(inbox.companions(picture), inbox.folder().resolve(folder));
        } catch (IOException e) {
            LOG.warn("The mask and prompt of {} stay in the inbox: {}", picture, e.toString());
        }
    }

    /** Moves what a killed run left behind: the picture has gone, its mask or prompt has not. */
    static void catchUp(Inbox inbox) throws IOException {
        for (String name : List.of(Inbox.DONE, Inbox.ERROR)) {
            Path folder = inbox.folder().resolve(name);
            for (Path moved : inbox.picturesIn(folder)) {
                Path picture = inbox.folder().resolve(Inbox.fileName(moved));
                List<Path> left = new ArrayList<>(inbox.companions(picture));
                left.removeIf(file -> Files.exists(folder.resolve(Inbox.fileName(file))));
                if (!Files.exists(picture)) {
                    move(left, folder);
                }
            }
        }
    }

    private static void move(List<Path> files, Path folder) throws IOException {
        for (Path file : files) {
            if (Files.exists(file)) {
                Files.move(file, folder.resolve(Inbox.fileName(file)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
