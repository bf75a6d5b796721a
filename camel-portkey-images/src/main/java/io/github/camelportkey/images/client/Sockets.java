// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.Lock;

import org.apache.hc.core5.function.Decorator;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ssl.SSLIOSession;

/** Makes connections that read ahead, and under TLS do not write ahead. Thread-safe. */
final class Sockets implements Decorator<IOSession> {

    /** A TLS session does not say over which socket it goes, but both have the same lock. */
    private final Map<Lock, WeakReference<IOSession>> sockets = Collections.synchronizedMap(new WeakHashMap<>());

    @Override
    public IOSession decorate(IOSession session) {
        if (!(session instanceof SSLIOSession tls)) {
            sockets.put(session.getLock(), new WeakReference<>(session));
            return new ReadAhead(session);
        }
        WeakReference<IOSession> known = sockets.remove(session.getLock());
        IOSession socket = known == null ? null : known.get();
        return socket == null ? session : new PacedTls(tls, socket);
    }
}
