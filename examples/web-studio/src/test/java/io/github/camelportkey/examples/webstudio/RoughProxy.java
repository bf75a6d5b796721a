// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Stands between browser and studio, and has no patience with an edit: after a while it closes its connection. */
final class RoughProxy implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool(RoughProxy::daemon);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(RoughProxy::daemon);
    private final int studio;
    private final Duration patience;
    private final String lastWords;

    /** @param lastWords what it answers before it closes the connection; may be empty */
    RoughProxy(int studio, Duration patience, String lastWords) throws IOException {
        this.studio = studio;
        this.patience = patience;
        this.lastWords = lastWords;
        threads.execute(this::accept);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "rough proxy");
        thread.setDaemon(true);
        return thread;
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket browser = server.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), studio);
                threads.execute(() -> forth(browser, behind));
                threads.execute(() -> back(browser, behind));
            }
        } catch (IOException closed) {
            clock.shutdownNow();
            threads.shutdownNow();
        }
    }

    private void forth(Socket browser, Socket behind) {
        try (browser; behind) {
            InputStream in = browser.getInputStream();
            OutputStream out = behind.getOutputStream();
            byte[] block = new byte[65536];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                out.write(block, 0, read);
                if (new String(block, 0, Math.min(read, 12), StandardCharsets.US_ASCII).matches("(POST|GET) /edits.*")) {
                    clock.schedule(() -> end(browser, behind), patience.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (IOException broken) {
            // as both ends see
        }
    }

    private static void back(Socket browser, Socket behind) {
        try (browser; behind) {
            behind.getInputStream().transferTo(browser.getOutputStream());
        } catch (IOException broken) {
            // as both ends see
        }
    }

    private void end(Socket browser, Socket behind) {
        try (browser; behind) {
            browser.getOutputStream().write(lastWords.getBytes(StandardCharsets.UTF_8));
            browser.shutdownOutput();
        } catch (IOException broken) {
            // as both ends see
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
