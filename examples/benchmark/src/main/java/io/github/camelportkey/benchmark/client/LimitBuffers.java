// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.client;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

import io.github.camelportkey.benchmark.work.Scenario;

/** What all connections of the loop share: an edit that waits holds none of it. */
final class LimitBuffers {

    static final int SPAN = 64 * 1024;
    static final int DECODED = SPAN / 4 * 3;

    final Scenario scenario;
    final Path upload;
    final Path folder;
    final ByteBuffer out = ByteBuffer.allocateDirect(256 * 1024);
    final ByteBuffer in = ByteBuffer.allocateDirect(256 * 1024);
    final ByteBuffer toFile = ByteBuffer.allocateDirect(256 * 1024);
    final byte[] decoded = new byte[DECODED];
    private final Deque<byte[]> spans = new ArrayDeque<>();

    LimitBuffers(Scenario scenario, Path upload, Path folder) {
        this.scenario = scenario;
        this.upload = upload;
        this.folder = folder;
    }

    byte[] takeSpan() {
        byte[] span = spans.poll();
        return span == null ? new byte[SPAN] : span;
    }

    void giveSpan(byte[] span) {
        spans.push(span);
    }
}
