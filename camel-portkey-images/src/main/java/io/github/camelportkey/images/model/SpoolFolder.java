// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The private folder of one process (0700), marked as alive by a lock that the operating system drops when the process
 * dies in whatever way. A folder whose lock can be had belongs to nobody and is removed.
 */
final class SpoolFolder {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolFolder.class);
    private static final String PREFIX = "camel-portkey-images-";
    /** Pid and start of this process: a container's pid alone is the same after each start. */
    private static final String OWN = PREFIX + ProcessHandle.current().pid() + "-"
            + ProcessHandle.current().info().startInstant().map(Instant::toEpochMilli).orElse(0L) + "-";
    private static final String LOCK = "lock";
    private static final long LATELY_NANOS = 1_000_000_000L;
    private static final UserPrincipal ANYBODY = () -> "anybody";
    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path parent;
    private final AtomicLong names = new AtomicLong();
    private @Nullable Path folder;
    private @Nullable FileChannel lock;
    private boolean closed;
    private volatile long seenAtNanos = System.nanoTime() - LATELY_NANOS;

    SpoolFolder(Path parent) {
        this.parent = parent;
    }

    /** As {@link #ensure}, but believes for a second what it has seen: each edit asks. */
    void ensureLately() throws IOException {
        if (System.nanoTime() - seenAtNanos >= LATELY_NANOS) {
            ensure();
            seenAtNanos = System.nanoTime();
        }
    }

    synchronized Path ensure() throws IOException {
        Path current = folder;
        if (current != null && Files.isDirectory(current)) {
            return current;
        }
        if (closed) {
            throw new IOException("The component was stopped");
        }
        remove();
        Files.createDirectories(parent);
        // A sweep of another process may take the new folder in the moment before it is locked: then make another one.
        for (int attempt = 0; attempt < 10; attempt++) {
            Path created = Files.createTempDirectory(parent, OWN, ownerOnly("rwx------"));
            if (isHeld(created)) {
                return created;
            }
        }
        throw new IOException("No private folder could be created in " + parent);
    }

    /** Locks a new folder and makes it the current one; or removes it. */
    private boolean isHeld(Path created) throws IOException {
        Path marker = created.resolve(LOCK);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(marker, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel) != null && Files.exists(marker)) {
                folder = created;
                lock = channel;
            }
        } finally {
            if (folder == null) {
                abandon(created, channel);
            }
        }
        return folder != null;
    }

    private static void abandon(Path created, @Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close(); // first: some file systems keep what is deleted while it is open
            }
            Files.deleteIfExists(created.resolve(LOCK));
            Files.deleteIfExists(created);
        } catch (IOException e) {
            LOG.debug("{} could not be removed: {}", created, e.toString());
        }
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // a sweep by another class loader of this process was faster
        }
    }

    Path newFile() throws IOException {
        Path file = ensure().resolve("image-" + names.incrementAndGet());
        return Files.createFile(file, ownerOnly("rw-------"));
    }

    /** Removes the folder; there will be no other. */
    synchronized void close() {
        closed = true;
        seenAtNanos = System.nanoTime() - LATELY_NANOS;
        remove();
    }

    private void remove() {
        Path current = folder;
        FileChannel held = lock;
        folder = null;
        lock = null;
        try {
            try (FileChannel closing = held) {
                if (current != null) {
                    empty(current);
                }
            }
            if (current != null) {
                Files.deleteIfExists(current.resolve(LOCK));
                Files.deleteIfExists(current);
            }
        } catch (IOException e) {
            LOG.warn("Temporary images could not be removed from {}: {}", current, e.toString());
        }
    }

    /** Removes the folders of processes that are no longer alive. */
    void sweep() {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (DirectoryStream<Path> candidates = Files.newDirectoryStream(parent, PREFIX + "*")) {
            UserPrincipal self = null;
            for (Path candidate : candidates) {
                if (!isOwn(candidate)) {
                    self = self == null ? self() : self;
                    sweep(candidate, self);
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("{} could not be searched for abandoned temporary images: {}", parent, e.toString());
        }
    }

    /** Of this process: to close a second channel to its lock would end the lock (POSIX). */
    private static boolean isOwn(Path candidate) {
        return candidate.getFileName().toString().startsWith(OWN);
    }

    /** The user of this process, as the file system names the owner of what it makes. */
    private UserPrincipal self() throws IOException {
        Path probe;
        try {
            probe = Files.createTempFile(parent, OWN, ".owner");
        } catch (FileSystemException e) { // a disk that is full of just what is to be swept
            return parent.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(System.getProperty("user.name"));
        }
        try {
            return owner(probe);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static UserPrincipal owner(Path path) throws IOException {
        try {
            return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
        } catch (UnsupportedOperationException e) {
            return ANYBODY; // a file system without owners
        }
    }

    /** @param self whose folders are removed: a stranger may exchange his for a link in the midst of it */
    private static void sweep(Path candidate, UserPrincipal self) {
        Path marker = candidate.resolve(LOCK);
        if (!Files.isDirectory(candidate, LinkOption.NOFOLLOW_LINKS)
                || !Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            if (owner(candidate).equals(self)) {
                removeIfFree(candidate, marker);
            }
        } catch (OverlappingFileLockException e) {
            LOG.trace("{} is in use by this process", candidate);
        } catch (IOException e) {
            LOG.debug("{} could not be removed: {}", candidate, e.toString());
        }
    }

    private static void removeIfFree(Path candidate, Path marker) throws IOException {
        try (FileChannel channel = FileChannel.open(marker, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
             FileLock free = channel.tryLock()) {
            if (free != null) {
                empty(candidate);
                Files.deleteIfExists(marker);
                Files.deleteIfExists(candidate);
                LOG.info("Removed the temporary images of a process that ended without cleaning up: {}", candidate);
            }
        }
    }

    private static void empty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "image-*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }
}
