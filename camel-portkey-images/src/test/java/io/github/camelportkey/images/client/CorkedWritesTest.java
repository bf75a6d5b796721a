// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Random;

import org.apache.hc.core5.reactor.IOEventHandler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is held back to be written with what follows arrives once, in order, and before the connection rests. */
class CorkedWritesTest {

    @FunctionalInterface
    private interface Output {
        void write() throws IOException;
    }

    private final ScriptedSocket socket = new ScriptedSocket();
    private final CorkedWrites connection = new CorkedWrites(socket.session());

    private void inOutputEvent(Output output) throws IOException {
        IOEventHandler handler = (IOEventHandler) Proxy.newProxyInstance(IOEventHandler.class.getClassLoader(),
                new Class<?>[] {IOEventHandler.class}, (proxy, method, arguments) -> {
                    output.write();
                    return null;
                });
        connection.outputReady(handler);
    }

    private static ByteBuffer bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    @Test
    void aHeadAndABodyAreOneCall() throws IOException {
        ByteBuffer head = bytes(400);
        ByteBuffer body = bytes(64_000);
        inOutputEvent(() -> {
            assertThat(connection.write(head)).isEqualTo(400);
            assertThat(connection.write(body)).isEqualTo(64_000);
        });

        assertThat(socket.calls).isEqualTo(1);
        assertThat(socket.taken.toByteArray()).startsWith(head.array()).endsWith(body.array()).hasSize(64_400);
    }

    @Test
    void aHeadAloneLeavesWithItsEvent() throws IOException {
        inOutputEvent(() -> connection.write(bytes(400)));

        assertThat(socket.taken.toByteArray()).isEqualTo(bytes(400).array());
    }

    @Test
    void whatIsWrittenOutsideOfAnOutputEventIsNotHeldBack() throws IOException {
        connection.write(bytes(10));

        assertThat(socket.taken.size()).isEqualTo(10);
    }

    @Test
    void whatTheSocketDoesNotTakeIsWrittenBeforeAllElseThoughNobodyWantsToWriteAnyMore() throws IOException {
        socket.room = 100;
        inOutputEvent(() -> connection.write(bytes(400)));
        connection.clearEvent(SelectionKey.OP_WRITE);
        assertThat(socket.wantsToWrite()).isTrue();
        assertThat(connection.write(bytes(7))).isZero();

        socket.room = 1_000;
        inOutputEvent(() -> connection.write(bytes(7)));
        assertThat(socket.taken.toByteArray()).startsWith(bytes(400).array()).endsWith(bytes(7).array()).hasSize(407);
        assertThat(socket.wantsToWrite()).isFalse();
    }

    @Test
    void inItsOwnOutputEventNothingIsAskedForThatIsThereAlready() throws IOException {
        inOutputEvent(() -> connection.setEvent(SelectionKey.OP_WRITE));
        assertThat(socket.maskChanges).isZero();

        connection.setEvent(SelectionKey.OP_WRITE);
        assertThat(socket.maskChanges).as("from elsewhere, where it may just be taken back").isEqualTo(1);
    }

    @Test
    void aConnectionThatIsClosedInItsEventIsNotWrittenTo() throws IOException {
        inOutputEvent(() -> {
            connection.write(bytes(10));
            socket.close();
        });

        assertThat(socket.taken.size()).isZero();
    }

    @Test
    void afterAFailureInAnEventNothingOfItIsLeft() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> inOutputEvent(() -> {
            connection.write(bytes(10));
            throw new IOException("planted");
        }))).hasMessage("planted");

        assertThat(socket.taken.size()).isZero();
    }

    @Test
    void whatIsOwedHasABound() throws IOException {
        socket.room = 0;
        connection.writeOrOwe(bytes(700_000));

        assertThatThrownBy(() -> connection.writeOrOwe(bytes(700_000))).isInstanceOf(IOException.class)
                .hasMessageContaining("reads nothing");
    }

    @Test
    void whateverTheSocketTakesEverythingArrivesOnceAndInOrder() throws IOException {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            ScriptedSocket tight = new ScriptedSocket();
            CorkedWrites writer = new CorkedWrites(tight.session());
            ByteBuffer all = bytes(1 + random.nextInt(20_000));
            IOEventHandler handler = (IOEventHandler) Proxy.newProxyInstance(IOEventHandler.class.getClassLoader(),
                    new Class<?>[] {IOEventHandler.class}, (proxy, method, arguments) -> {
                        writeSome(writer, all, random);
                        return null;
                    });
            for (int event = 0; tight.wantsToWrite(); event++) {
                assertThat(event).as("events, seed %d", seed).isLessThan(10_000);
                tight.room = random.nextInt(4) == 0 ? 0 : random.nextInt(6_000);
                writer.outputReady(handler);
            }
            assertThat(tight.taken.toByteArray()).as("seed %d", seed).isEqualTo(all.array());
        }
    }

    /** As HttpCore does: until the connection takes no more, and wants to write for as long as something is left. */
    private static void writeSome(CorkedWrites writer, ByteBuffer all, Random random) throws IOException {
        for (int piece = 0; piece < 4 && all.hasRemaining(); piece++) {
            int count = Math.min(all.remaining(), 1 + random.nextInt(random.nextBoolean() ? 500 : 5_000));
            ByteBuffer slice = all.slice(all.position(), count);
            int written = writer.write(slice);
            assertThat(slice.position()).isEqualTo(written);
            all.position(all.position() + written);
            if (written < count) {
                break;
            }
        }
        if (!all.hasRemaining()) {
            writer.clearEvent(SelectionKey.OP_WRITE);
        }
    }
}
