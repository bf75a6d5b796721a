// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import org.jspecify.annotations.Nullable;

/**
 * Takes one edit in, decides on the answer, and gives it when its time has come. An edit that waits holds its upload
 * and its connection, but no thread.
 */
final class EditHandler implements HttpHandler {

    private final EditLedger ledger;
    private final Reply reply;
    private final ImageEditor editor = new ImageEditor();
    private final ResultFiles files;
    private final Path directory;
    private final @Nullable String apiKey;
    private final Supplier<Duration> latency;
    private final Executor workers;
    private final ScheduledExecutorService clock;

    EditHandler(
            Reply reply, EditLedger ledger, ResultFiles files, Path directory, @Nullable String apiKey,
            Supplier<Duration> latency, Executor workers, ScheduledExecutorService clock) {
        this.ledger = ledger;
        this.reply = reply;
        this.files = files;
        this.directory = directory;
        this.apiKey = apiKey;
        this.latency = latency;
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Upload upload = new Upload(directory);
        try {
            StagedAnswer staged = ledger.nextStaged();
            Decision decision = decide(exchange, upload, staged);
            ledger.add(new ReceivedEdit(exchange.getRequestHeaders(), upload.received(),
                    Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""), decision.status()));
            Duration wait = staged == null ? latency.get() : latency.get().plus(staged.delay);
            answerAfter(wait, exchange, upload, decision);
        } catch (IOException | RuntimeException | Error e) {
            close(exchange, upload);
            throw e;
        }
    }

    /** What will be answered; the status is the one of the record. */
    private record Decision(int status, Answering answering) {
    }

    @FunctionalInterface
    private interface Answering {
        void answer() throws IOException, Refusal;
    }

    private Decision decide(HttpExchange exchange, Upload upload, @Nullable StagedAnswer staged) throws IOException {
        EditOrder order;
        boolean ordinary = staged == null || staged.kind == StagedAnswer.Kind.EDIT;
        try {
            upload.read(exchange);
            if (ordinary) {
                checkApiKey(exchange);
            }
            order = ordinary ? EditRules.check(upload) : null;
        } catch (Refusal refusal) {
            if (ordinary) {
                return new Decision(refusal.status, () -> reply.refuse(exchange, refusal));
            }
            order = null;
        }
        if (order != null) {
            EditOrder accepted = order;
            int status = staged == null ? 200 : staged.status;
            return new Decision(status, () ->
                    reply.edited(exchange, status, staged, new EditAnswer(accepted, editor, files)));
        }
        StagedAnswer fixed = Objects.requireNonNull(staged);
        return new Decision(fixed.status, () -> reply.staged(exchange, fixed));
    }

    private void checkApiKey(HttpExchange exchange) throws Refusal {
        if (apiKey != null && !apiKey.equals(exchange.getRequestHeaders().getFirst("x-portkey-api-key"))) {
            throw Refusal.byGateway(401, "Unauthorised Request. Invalid API Key");
        }
    }

    private void answerAfter(Duration wait, HttpExchange exchange, Upload upload, Decision decision) {
        if (wait.isZero() || wait.isNegative()) {
            answer(exchange, upload, decision);
            return;
        }
        clock.schedule(() -> {
            try {
                workers.execute(() -> answer(exchange, upload, decision));
            } catch (RejectedExecutionException closing) {
                close(exchange, upload);
            }
        }, wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void answer(HttpExchange exchange, Upload upload, Decision decision) {
        try {
            decision.answering().answer();
        } catch (IOException | Refusal | RuntimeException clientIsGoneOrServerIsClosing) {
            // nobody is left to be told; closing the exchange cuts the connection
        } finally {
            close(exchange, upload);
        }
    }

    private static void close(HttpExchange exchange, Upload upload) {
        try (upload) {
            exchange.close();
        } catch (IOException e) {
            // the directory is deleted with all that is in it when the server closes
        }
    }
}
