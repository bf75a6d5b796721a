// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.kit;

import java.nio.file.Path;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** Key stores that keytool makes. */
public final class SelfSigned {

    private SelfSigned() {
    }

    /**
     * Makes a PKCS12 key store with the password changeit, a key, and its self-signed certificate.
     *
     * @param name the host that the certificate is for, such as ip:127.0.0.1 or dns:example.com
     */
    public static void keyStore(Path file, String name) throws Exception {
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "gateway", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=" + name,
                "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", "changeit").inheritIO().start();
        assertThat(keytool.waitFor(60, SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
    }
}
