// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import io.github.camelportkey.examples.filetos3.gallery.GalleryEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What became of one picture.
 *
 * @param picture where it lay in the inbox
 * @param key where the edit lies in the bucket, if it does
 * @param bytes the length of the edit
 * @param reason why it failed
 */
record Outcome(
        Kind kind, Path picture, String prompt, String key, Duration took, long bytes, @Nullable String reason) {

    enum Kind { EDITED, STORED_BEFORE, FAILED }

    String fileName() {
        return Inbox.fileName(picture);
    }

    /** As the page shows it, with the edit as S3 has it. */
    GalleryEntry forGallery(Inbox inbox, Function<String, byte[]> stored) {
        Path moved = picture.resolveSibling(kind == Kind.FAILED ? Inbox.ERROR : Inbox.DONE).resolve(fileName());
        List<String> facts = switch (kind) {
            case EDITED -> List.of(Readable.time(took), Readable.size(bytes));
            case STORED_BEFORE -> List.of("stored by an earlier run", Readable.size(bytes));
            case FAILED -> List.of(Readable.time(took));
        };
        return new GalleryEntry(Inbox.name(picture), prompt, facts, key, moved, inbox.mask(moved),
                kind == Kind.FAILED ? null : stored.apply(key), reason);
    }
}
