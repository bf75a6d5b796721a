// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;

/**
 * Makes a job of each new object under {@code incoming/}. Its user metadata say what is wanted: {@code prompt}, and the
 * key of a {@code mask}. The object moves to {@code originals/}; it leaves {@code incoming/} when its job is on the broker,
 * and a job that is sent twice, because the feeder was killed between, is one job to the broker. There must be one feeder
 * only: of jobs that two of them send at the very same moment the broker may take both.
 */
public final class FeederRoute extends RouteBuilder {

    static final String ID = "feeder";

    @Override
    public void configure() {
        // The consumer holds a connection for each object of a poll: fewer than the 50 of its pool.
        from("aws2-s3:{{bucket}}?prefix=incoming/&includeBody=false&deleteAfterRead=true&maxMessagesPerPoll=40&greedy=true"
                + "&delay={{feed.delay}}&initialDelay=0")
                .routeId(ID)
                .process(FeederRoute::job)
                .to("aws2-s3:{{bucket}}?operation=copyObject")
                .process(FeederRoute::message)
                .to("jms:queue:edit.jobs");
    }

    private static void job(Exchange exchange) {
        Message message = exchange.getMessage();
        String incoming = message.getHeader(AWS2S3Constants.KEY, String.class);
        String original = incoming.replaceFirst("^incoming/", "originals/");
        Map<?, ?> wishes = message.getHeader(AWS2S3Constants.METADATA, Map.of(), Map.class);
        Object prompt = wishes.get("prompt");
        exchange.setProperty("job", new EditJob(original, message.getHeader(AWS2S3Constants.E_TAG, "", String.class),
                (String) wishes.get("mask"),
                prompt == null ? exchange.getContext().resolvePropertyPlaceholders("{{prompt}}") : prompt.toString(),
                Map.of(), 0, 0));
        message.setHeader(AWS2S3Constants.BUCKET_DESTINATION_NAME,
                exchange.getContext().resolvePropertyPlaceholders("{{bucket}}"));
        message.setHeader(AWS2S3Constants.DESTINATION_KEY, original);
    }

    private static void message(Exchange exchange) {
        EditJob job = exchange.getProperty("job", EditJob.class);
        Message message = exchange.getMessage();
        // the consumer deletes by these two
        message.removeHeaders("*", AWS2S3Constants.KEY, AWS2S3Constants.BUCKET_NAME);
        message.setHeader("_AMQ_DUPL_ID", job.id());
        message.setBody(job.json());
    }
}
