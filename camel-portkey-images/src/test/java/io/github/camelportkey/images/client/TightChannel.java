// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.nio.DataStreamChannel;

/** A channel that takes a few bytes, then none, then a few again. */
class TightChannel implements DataStreamChannel {

    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final int most;
    private boolean full;
    private boolean ended;

    TightChannel(int most) {
        this.most = most;
    }

    boolean isEnded() {
        return ended;
    }

    @Override
    public void requestOutput() {
        // the test asks by itself
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        full = !full;
        int count = full ? Math.min(most, source.remaining()) : 0;
        for (int i = 0; i < count; i++) {
            taken.write(source.get());
        }
        return count;
    }

    @Override
    public void endStream() {
        if (ended) {
            throw new IllegalStateException("ended twice");
        }
        ended = true;
    }

    @Override
    public void endStream(List<? extends Header> trailers) {
        endStream();
    }
}
