// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The same over TLS, with a thread for each connection. */
final class TlsServer implements Runnable {

    static final char[] PASSWORD = "changeit".toCharArray();

    private final Answers answers;
    private final Held held;
    private final ServerSocket server;

    TlsServer(Answers answers, Held held, Path keys) throws IOException, GeneralSecurityException {
        this.answers = answers;
        this.held = held;
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = context.getServerSocketFactory().createServerSocket(0, 8_192, InetAddress.getByName("127.0.0.1"));
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void run() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread thread = new Thread(null, () -> serve(socket), "tls", 256 * 1024);
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(Socket connection) {
        try (Socket socket = connection) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            RequestReader reader = new RequestReader(answers);
            byte[] buffer = new byte[16 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (reader.accept(ByteBuffer.wrap(buffer, 0, n))) {
                    out.write(answer(reader));
                }
            }
        } catch (IOException | InterruptedException e) {
            // the client has gone, or this process ends: nobody is left to be told
        }
    }

    private byte[] answer(RequestReader reader) throws InterruptedException {
        Answers.Answer answer = reader.answer();
        String fault = reader.fault();
        if (answer == null || fault != null) {
            return Answers.with("400 Bad Request", Held.error(fault == null ? "no edit" : fault));
        }
        if (answer.waitMillis() == Answers.HOLD) {
            held.add();
            held.awaitRelease();
        } else if (answer.waitMillis() > 0) {
            Thread.sleep(answer.waitMillis());
        }
        return answer.whole();
    }
}
