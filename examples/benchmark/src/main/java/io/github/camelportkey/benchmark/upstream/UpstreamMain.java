// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.upstream;

import java.nio.file.Path;

import io.github.camelportkey.benchmark.work.Pictures;

/** The upstream as a process of its own. It ends with its standard input. */
public final class UpstreamMain {

    private UpstreamMain() {
    }

    /** @param args the folder of the pictures, and the key store */
    public static void main(String[] args) throws Exception {
        Answers answers = new Answers(new Pictures(Path.of(args[0])));
        Held held = new Held();
        PlainServer plain = new PlainServer(answers, held);
        TlsServer tls = new TlsServer(answers, held, Path.of(args[1]));
        daemon(plain);
        daemon(tls);
        System.out.println("ports " + plain.port() + " " + tls.port());
        while (System.in.read() >= 0) {
            // waits for the end
        }
        System.exit(0);
    }

    private static void daemon(Runnable server) {
        Thread thread = new Thread(server, "upstream");
        thread.setDaemon(true);
        thread.start();
    }
}
