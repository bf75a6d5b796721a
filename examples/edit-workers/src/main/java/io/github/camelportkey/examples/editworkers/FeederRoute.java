// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;

/**
 * Makes a job of each new object under {@code incoming/}. Its user metadata say what is wanted: {@code prompt}, and the
 * key of a {@code mask}. The object moves to {@code originals/}, under its version, so that another picture of its name does
 * not take its place; it leaves {@code incoming/} when its job is on the broker, and a job that is sent twice, because the
 * feeder was killed between, is one job to the broker. What no job can be made of moves to {@code refused/}, and its key goes
 * to the queue of rejected jobs. There must be one feeder only: of jobs that two of them send at the very same moment the
 * broker may take both.
 */
public final class FeederRoute extends RouteBuilder {

    static final String ID = "feeder";

    @Override
    public void configure() {
        onException(IllegalArgumentException.class).handled(true)
                .process(FeederRoute::refuse)
                .to("aws2-s3:{{bucket}}?operation=copyObject")
                .process(FeederRoute::refused)
                .to("jms:queue:edit.rejected");

        // The consumer holds a connection for each object of a poll: fewer than the 50 of its pool.
        from("aws2-s3:{{bucket}}?prefix=incoming/&includeBody=false&deleteAfterRead=true&maxMessagesPerPoll=40"
                + "&delay={{feed.delay}}&initialDelay=0")
                .routeId(ID)
                .process(FeederRoute::job)
                .to("aws2-s3:{{bucket}}?operation=copyObject")
                .process(FeederRoute::message)
                .to("jms:queue:edit.jobs");
    }

    private static void job(Exchange exchange) {
        Message message = exchange.getMessage();
        String version = version(message);
        String original = moved(message, "originals/");
        Map<?, ?> wishes = message.getHeader(AWS2S3Constants.METADATA, Map.of(), Map.class);
        Object prompt = wishes.get("prompt");
        exchange.setProperty("job", new EditJob(original, version, (String) wishes.get("mask"),
                prompt == null ? exchange.getContext().resolvePropertyPlaceholders("{{prompt}}") : prompt.toString(),
                Map.of(), 0, 0));
        copyTo(exchange, original);
    }

    private static String version(Message message) {
        return message.getHeader(AWS2S3Constants.E_TAG, "", String.class).replace("\"", "");
    }

    private static String moved(Message message, String to) {
        return message.getHeader(AWS2S3Constants.KEY, String.class).replaceFirst("^incoming/", to + version(message) + "/");
    }

    private static void copyTo(Exchange exchange, String key) {
        Message message = exchange.getMessage();
        message.setHeader(AWS2S3Constants.BUCKET_DESTINATION_NAME,
                exchange.getContext().resolvePropertyPlaceholders("{{bucket}}"));
        message.setHeader(AWS2S3Constants.DESTINATION_KEY, key);
    }

    private static void message(Exchange exchange) {
        EditJob job = exchange.getProperty("job", EditJob.class);
        Message message = exchange.getMessage();
        // the same job again is one that was refused, and is wanted all the same; if its result is there it costs nothing
        String id = job.id() + "@" + message.getHeader(AWS2S3Constants.LAST_MODIFIED, String.class);
        leaveWhatTheConsumerDeletesBy(message);
        message.setHeader("_AMQ_DUPL_ID", id);
        message.setBody(job.json());
    }

    private static void refuse(Exchange exchange) {
        String refused = moved(exchange.getMessage(), "refused/");
        exchange.setProperty("refused", refused);
        copyTo(exchange, refused);
    }

    private static void refused(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(exchange.getProperty("refused"));
        leaveWhatTheConsumerDeletesBy(message);
        message.setHeader(Outcomes.REASON, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage());
    }

    private static void leaveWhatTheConsumerDeletesBy(Message message) {
        message.removeHeaders("*", AWS2S3Constants.KEY, AWS2S3Constants.BUCKET_NAME);
    }
}
