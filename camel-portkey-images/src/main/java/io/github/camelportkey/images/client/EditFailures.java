// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.util.DeadlineTimeoutException;
import org.jspecify.annotations.Nullable;

/** Says of an edit that failed what happened, where, whether it may have been billed, and how to mend it; never a secret. */
final class EditFailures {

    private final URI url;
    private final @Nullable String traceId;
    private final EditSettings settings;
    private final Secrets secrets;

    EditFailures(URI url, GatewayRoute route, EditSettings settings) {
        this.url = url;
        this.traceId = route.traceId();
        this.settings = settings;
        this.secrets = Secrets.of(route);
    }

    /** The head of an answer without the secrets that it echoes. */
    GatewayReply masked(GatewayReply reply) {
        String reason = secrets.mask(reply.reason());
        Map<String, String> headers = secrets.mask(reply.headers());
        return reason.equals(reply.reason()) && headers == reply.headers()
                ? reply
                : new GatewayReply(reply.statusCode(), reason, headers);
    }

    GatewayStatusException refused(GatewayReply reply, String text) {
        String shown = secrets.maskCut(text);
        return new GatewayStatusException(url.toString(), masked(reply), shown, GatewayError.of(shown), null, traceId(reply));
    }

    GatewayStatusException guardrailFailed(GatewayReply reply, ImagesResponse images) {
        return new GatewayStatusException(url.toString(), masked(reply), "", new GatewayError(null, null, null, null), images,
                traceId(reply));
    }

    InvalidGatewayResponseException unusable(GatewayReply reply, ImagesResponse images) {
        GatewayError error = GatewayError.of(images.additionalProperties().get("error"));
        String why = error != null && error.message() != null ? "it holds an error: " + GatewayError.shown(secrets.maskCut(error.message()))
                : images.data().isEmpty() ? "it has no images"
                : secrets.maskCut(String.valueOf(images.data().get(0).problem()));
        ImagesResponse shown = new ImagesResponse(images.created(), images.data(), images.usage(), images.size(), images.quality(),
                images.background(), images.outputFormat(), secrets.maskTexts(images.additionalProperties()));
        return invalid(reply, why, null, shown);
    }

    InvalidGatewayResponseException invalid(GatewayReply reply, String reason, @Nullable Throwable cause) {
        return invalid(reply, secrets.maskCut(reason), cause, null);
    }

    private InvalidGatewayResponseException invalid(GatewayReply echoing, String why, @Nullable Throwable cause,
            @Nullable ImagesResponse response) {
        GatewayReply reply = masked(echoing);
        String type = reply.header("content-type");
        return new InvalidGatewayResponseException("The gateway at " + url + " answered " + reply.statusCode()
                + (type == null ? "" : " (" + type + ")") + ", but no image of the answer can be used: " + why
                + ". The edit was probably billed" + whatToAskFor(reply), secrets.unlessLeaking(cause), response,
                traceId(reply), reply.requestId());
    }

    private String whatToAskFor(GatewayReply reply) {
        String ids = Stream.of(named("trace id", traceId(reply)), named("request id", reply.requestId()))
                .filter(id -> !id.isEmpty()).collect(Collectors.joining(", "));
        return ids.isEmpty() ? "" : ": ask the provider about " + ids;
    }

    private static String named(String name, @Nullable String id) {
        return id == null ? "" : name + " " + id;
    }

    /** The id that the gateway names; where it names none, or did not answer, the one that was sent. */
    private @Nullable String traceId(@Nullable GatewayReply reply) {
        return reply != null && reply.traceId() != null ? secrets.mask(reply.traceId()) : traceId;
    }

    GatewayUnreachableException late(boolean sent, @Nullable GatewayReply reply) {
        return unreachable("The edit took longer than editTimeout=" + settings.editTimeout().toMillis() + " ms"
                           + outcome(sent, reply), null, sent, reply);
    }

    GatewayUnreachableException stopped(boolean sent, @Nullable GatewayReply reply) {
        return unreachable("The component was stopped before the gateway had answered" + outcome(sent, reply), null, sent, reply);
    }

    /** @param begun whether the request's head was on its way */
    GatewayUnreachableException unanswered(Exception cause, boolean begun, boolean sent, @Nullable GatewayReply reply) {
        return unreachable(message(cause, begun, sent, reply), cause, sent, reply);
    }

    /** @param cause what the file or stream of an input said */
    GatewayUnreachableException unread(Throwable cause) {
        String kind = cause.getClass().equals(IOException.class) ? "" : cause.getClass().getSimpleName();
        String detail = Stream.of(kind, Objects.requireNonNullElse(cause.getMessage(), "")).filter(word -> !word.isBlank())
                .collect(Collectors.joining(" "));
        return unreachable("An image could not be read while it was being sent"
                           + (detail.isEmpty() ? "" : ": " + detail) + outcome(false, null), cause, false, null);
    }

    /** Where the end of an edit can't be told as it should be: out of memory, or a fault of ours. It says little, to be safe. */
    GatewayUnreachableException unexpected(Throwable cause, boolean sent) {
        Throwable shown;
        try {
            shown = secrets.unlessLeaking(cause);
        } catch (RuntimeException | Error e) {
            shown = null;
        }
        return new GatewayUnreachableException("The edit ended with " + cause.getClass().getName() + outcome(sent, null),
                shown, sent, traceId, null);
    }

    private GatewayUnreachableException unreachable(String message, @Nullable Throwable cause, boolean sent,
            @Nullable GatewayReply reply) {
        return new GatewayUnreachableException(secrets.mask(message), secrets.unlessLeaking(cause), sent,
                traceId(reply), reply == null ? null : reply.requestId());
    }

    private String message(Exception cause, boolean begun, boolean sent, @Nullable GatewayReply reply) {
        String where = "The gateway at " + url;
        String detail = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof ConnectionRequestTimeoutException || cause instanceof DeadlineTimeoutException) {
            return "No connection became free within connectionRequestTimeout="
                   + settings.connectionRequestTimeout().toMillis()
                   + " ms: let fewer edits run at once, or raise maxConnections" + outcome(false, reply);
        }
        if (cause instanceof UnknownHostException) {
            return where + " has a host name that is not known; check baseUrl and the name service" + outcome(sent, reply);
        }
        if (cause instanceof SSLException) {
            return where + " could not be talked to over TLS (" + detail
                   + "); check its certificate, or set sslContextParameters" + outcome(sent, reply);
        }
        if (cause instanceof SocketTimeoutException && (begun || sent)) {
            return where + (sent ? " was silent" : " took nothing more of the request") + " for responseTimeout="
                   + settings.responseTimeout().toMillis() + " ms" + outcome(sent, reply);
        }
        return where + " gave no complete answer: " + detail + outcome(sent, reply);
    }

    private static String outcome(boolean sent, @Nullable GatewayReply reply) {
        if (!sent) {
            return ". The request had not been sent whole, so nothing was billed";
        }
        return (reply == null ? ". The request had been sent whole" : ". The gateway had already begun to answer")
               + ", so the edit may have been billed";
    }
}
