// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.faults;

import java.nio.file.Files;
import java.nio.file.Path;

import javax.net.ssl.SSLContext;

import io.github.camelportkey.images.kit.SelfSigned;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** Self-signed certificates, one for each host name. */
record Certificates(Path folder) {

    static final String HERE = "ip:127.0.0.1";
    static final String ELSEWHERE = "dns:other.example.com";

    private KeyStoreParameters store(String host) throws Exception {
        Path file = folder.resolve(host.replaceAll("\\W", "-") + ".p12");
        if (!Files.exists(file)) {
            SelfSigned.keyStore(file, host);
        }
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + file);
        store.setPassword("changeit");
        store.setType("PKCS12");
        return store;
    }

    /** Binds what trusts the certificate of a host, and returns the option that says so. */
    String trusting(String host, CamelContext context) throws Exception {
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store(host));
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        String name = "trusting-" + host.replaceAll("\\W", "-");
        if (context.getRegistry().lookupByName(name) == null) {
            context.getRegistry().bind(name, parameters);
        }
        return "sslContextParameters=#" + name;
    }

    /** What a server needs to show the certificate of a host. */
    SSLContext showing(String host, CamelContext context) throws Exception {
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(store(host));
        keys.setKeyPassword("changeit");
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setKeyManagers(keys);
        return parameters.createSSLContext(context);
    }
}
