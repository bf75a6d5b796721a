// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The variables of the environment that a worker, a feeder or their connections ask for. */
final class ReadVariables extends AbstractMap<String, String> {

    private final Set<String> names = new TreeSet<>();

    private ReadVariables() {
    }

    static Set<String> names() {
        ReadVariables environment = new ReadVariables();
        WorkerSettings settings = new WorkerSettings(environment);
        settings.properties();
        settings.limits();
        settings.permitInterval();
        settings.brokerUrl();
        Connections.plain(settings).close();
        return environment.names;
    }

    @Override
    public String getOrDefault(Object name, String otherwise) {
        names.add((String) name);
        // the password is read where there is a user
        return name.equals("BROKER_USER") ? "somebody" : otherwise;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        throw new UnsupportedOperationException("only asked by name");
    }
}
