// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The file that a thread has opened to look at an image, and holds until it has sent it, so that it is opened once. It is one
 * file at most, and only from {@link #begin} to {@link #close}: an edit that waits, or that another thread sends, holds none.
 * Belongs to the thread that began it.
 */
public final class HeldFile implements AutoCloseable {

    private static final Set<StandardOpenOption> READ = Set.of(StandardOpenOption.READ);
    /** Set to null at the end, and not removed, because it would be made anew for the next. */
    private static final ThreadLocal<@Nullable HeldFile> OF_THREAD = new ThreadLocal<>();

    private final @Nullable HeldFile outer;
    private @Nullable FileContent content;
    private @Nullable FileChannel channel;

    private HeldFile(@Nullable HeldFile outer) {
        this.outer = outer;
    }

    /** Lets this thread hold a file, until it closes what is returned. */
    public static HeldFile begin() {
        HeldFile begun = new HeldFile(OF_THREAD.get());
        OF_THREAD.set(begun);
        return begun;
    }

    /**
     * Opens a file, which this thread holds from now on.
     *
     * @return at its beginning; null when this thread is to hold none, or none more, or it is no file of the user's on a disk
     */
    static @Nullable FileChannel open(FileContent file) throws IOException {
        HeldFile held = OF_THREAD.get();
        if (held == null || held.channel != null || !file.isUsersOnDisk()) {
            return null;
        }
        held.channel = FileChannel.open(file.path(), READ);
        held.content = file;
        return held.channel;
    }

    /** Opens a file, or takes it from this thread if it holds it. The caller closes it; its position may be anywhere. */
    public static FileChannel take(FileContent file) throws IOException {
        HeldFile held = OF_THREAD.get();
        if (held == null || held.content != file) {
            return file.openChannel();
        }
        FileChannel taken = held.channel;
        held.channel = null;
        held.content = null;
        return taken.isOpen() ? taken : file.openChannel();
    }

    /** Closes the file, unless somebody took it. */
    @Override
    public void close() {
        OF_THREAD.set(outer);
        try (FileChannel unused = channel) {
            channel = null;
            content = null;
        } catch (IOException e) {
            // what was read is read
        }
    }
}
