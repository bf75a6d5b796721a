// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the routes, because some things must be decided before a body is read: whether the request is for us, whether
 * there is room, and when it has taken too long.
 */
final class FrontDoor {

    private static final JsonMapper JSON = new JsonMapper();

    private final Set<String> hostNames;
    private final Set<HttpServerRequest> arrived = ConcurrentHashMap.newKeySet();
    private final Turnstile edits;
    private final EditAnswers answers;
    private final ResultGate results;

    FrontDoor(Settings settings, EditAnswers answers) {
        this.answers = answers;
        this.hostNames = settings.hostNames();
        this.edits = new Turnstile(settings.edits(), settings.uploadTime(), this::isRepeated,
                context -> arrived.contains(context.request()), context -> arrived.remove(context.request()));
        // a page fetches all results of its edit at once
        this.results = new ResultGate(settings.edits() * settings.limits().n(), settings.uploadTime());
    }

    void open(VertxPlatformHttpRouter router) {
        router.route().order(-2).handler(this::checkSender).failureHandler(this::failed);
        router.route(EditRoute.EDITS).order(-1).handler(edits);
        router.get(EditRoute.EDITS + "/:key").order(-1).handler(this::answerOfEdit);
        router.route(EditRoute.RESULTS + "/*").order(-1).handler(results);
    }

    /** A form that has come whole may take as long as its edit. One whose last part has no end never comes whole. */
    void arrived(HttpServerRequest form) {
        arrived.add(form);
        if (form.response().ended() || form.response().closed()) {
            arrived.remove(form);
        }
    }

    /**
     * A page of somebody else may send us forms from its visitor's browser, and each costs money. Browsers say from where a
     * request comes; and a foreign name that leads to this machine shows in the host name.
     */
    private void checkSender(RoutingContext context) {
        HttpServerRequest request = context.request();
        String host = request.getHeader("Host");
        String origin = request.getHeader("Origin");
        if (request.version() == HttpVersion.HTTP_2) {
            // whose requests may have a body that nothing announces, and share a connection that is closed for one of them
            answer(context, 505, Problem.of("form", null)).onComplete(sent -> request.connection().close());
        } else if (host == null || !hostNames.contains(host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT))
                || origin != null && !host.equalsIgnoreCase(authority(origin))) {
            answer(context, 403, Problem.of("foreign", null));
        } else if (!hasGoodKey(request) || hasBody(request) && !isForm(request)) {
            // what is no form has no seat and no bound, and its body would be kept in memory
            answer(context, 400, Problem.of("form", null)).onComplete(sent -> request.connection().close());
        } else {
            context.next();
        }
    }

    /** Known before its form is read, which is then neither kept nor has a seat. */
    private boolean isRepeated(RoutingContext context) {
        String key = context.request().getHeader(EditAnswers.KEY);
        if (key == null || !answers.isKnown(key)) {
            return false;
        }
        context.response().setStatusCode(303).putHeader("Location", EditOnce.address(key)).end();
        return true;
    }

    private void answerOfEdit(RoutingContext context) {
        String key = context.pathParam("key");
        Context loop = context.vertx().getOrCreateContext();
        Consumer<EditAnswers.Answer> waiter = answer -> loop.runOnContext(now -> {
            if (!context.response().ended() && !context.response().closed()) {
                answer(context, answer.status(), answer.json());
            }
        });
        context.addEndHandler(gone -> answers.leave(key, waiter));
        if (!answers.join(key, waiter)) {
            answer(context, 404, Problem.of("unknown", null));
        }
    }

    private static boolean hasGoodKey(HttpServerRequest request) {
        String key = request.getHeader(EditAnswers.KEY);
        return key == null || EditAnswers.isKey(key);
    }

    private static boolean isForm(HttpServerRequest request) {
        return request.method() == HttpMethod.POST && EditRoute.EDITS.equals(request.path());
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains("Transfer-Encoding")
                || !Objects.requireNonNullElse(request.getHeader("Content-Length"), "0").equals("0");
    }

    private static @Nullable String authority(String origin) {
        try {
            return URI.create(origin).getAuthority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void failed(RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            context.request().connection().close();
            return;
        }
        // what the server's reader of forms stumbles over before the route is reached, is the form
        int status = context.statusCode() == 500 && !arrived.contains(context.request()) ? 400 : context.statusCode();
        answer(context, status < 400 ? 400 : status, Problem.of(switch (status) {
            case 413 -> "too-large";
            case 415 -> "form";
            case 500 -> "internal";
            default -> "form";
        }, null));
    }

    static Future<Void> answer(RoutingContext context, int status, Problem problem) {
        try {
            if (problem.retryAfter() != null) {
                context.response().putHeader("Retry-After", problem.retryAfter().toString());
            }
            return answer(context, status, JSON.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Future<Void> answer(RoutingContext context, int status, String json) {
        return context.response().setStatusCode(status).putHeader("Content-Type", "application/json").end(json);
    }

    /** How many results are on their way to their readers. */
    int resultsUnderWay() {
        return results.underWay();
    }

    /** How many uploads would be let in now. */
    int freeEdits() {
        return edits.free();
    }
}
