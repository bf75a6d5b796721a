// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;

import io.github.camelportkey.images.client.PoolState;
import io.github.camelportkey.images.model.ImageSpool;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;

/**
 * The developer console {@code portkey-images}: for each component its edits in flight and in all, its connections, worker
 * pools and temporary files, its last failures, and the edits of each endpoint. Shows no secret, and no
 * prompt unless an error of the gateway quotes it. Thread-safe.
 */
@DevConsole(name = "portkey-images", displayName = "Portkey Images", description = "Image edits through the Portkey gateway")
public class PortkeyImagesDevConsole extends AbstractDevConsole {

    public PortkeyImagesDevConsole() {
        super("camel", "portkey-images", "Portkey Images", "Image edits through the Portkey gateway");
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        List<Map<String, Object>> shown = new ArrayList<>();
        for (String name : getCamelContext().getComponentNames()) {
            if (getCamelContext().hasComponent(name) instanceof PortkeyImagesComponent component) {
                shown.add(component(name, component));
            }
        }
        JsonObject root = new JsonObject();
        root.put("components", shown);
        return root;
    }

    private Map<String, Object> component(String name, PortkeyImagesComponent component) {
        SharedResources resources = component.resources();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("component", name);
        shown.putAll(component.totals().all());
        shown.put("connections", resources.pools().stream().map(PortkeyImagesDevConsole::pool).toList());
        shown.put("workers", resources.workers().stream().map(PortkeyImagesDevConsole::workers).toList());
        shown.put("temporaryFiles", resources.spools().stream().map(PortkeyImagesDevConsole::spool).toList());
        shown.put("lastFailures", component.failures().all());
        shown.put("endpoints", getCamelContext().getEndpoints().stream()
                .filter(endpoint -> endpoint instanceof PortkeyImagesEndpoint ours && ours.component() == component)
                .sorted(Comparator.comparing(Endpoint::getEndpointUri))
                .map(endpoint -> endpoint((PortkeyImagesEndpoint) endpoint)).toList());
        return shown;
    }

    private static Map<String, Object> pool(PoolState pool) {
        return ordered("leased", pool.leased(), "waiting", pool.waiting(), "idle", pool.idle(), "max", pool.max());
    }

    private static Map<String, Object> workers(ExecutorService pool) {
        return pool instanceof ThreadPoolExecutor threads
                ? ordered("active", threads.getActiveCount(), "queued", threads.getQueue().size(), "max",
                        threads.getMaximumPoolSize())
                : ordered("pool", pool.getClass().getName());
    }

    private static Map<String, Object> spool(ImageSpool spool) {
        return ordered("files", spool.fileCount(), "bytes", spool.usedBytes());
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            shown.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return shown;
    }

    private static Map<String, Object> endpoint(PortkeyImagesEndpoint endpoint) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("uri", ShownUri.withoutPrompt(endpoint.getEndpointUri()));
        shown.putAll(endpoint.totals().all());
        return shown;
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        doCallJson(options).forEach((name, value) -> write(text, "", name, value));
        return text.toString();
    }

    /** Writes names and values line by line, what is inside something further to the right. */
    private static void write(StringBuilder text, String indent, String name, Object value) {
        text.append(indent).append(name).append(':');
        if (value instanceof Map<?, ?> map) {
            text.append('\n');
            map.forEach((inner, shown) -> write(text, indent + "  ", String.valueOf(inner), shown));
        } else if (value instanceof Collection<?> list) {
            text.append('\n');
            list.forEach(item -> write(text, indent + "  ", "-", item));
        } else {
            text.append(' ').append(value).append('\n');
        }
    }
}
