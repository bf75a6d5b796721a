// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import jakarta.jms.JMSException;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.jms.JmsException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A job comes from the broker, its picture from S3; the edit is made, stored, and acknowledged. What is sent to other
 * queues is in the transaction of the job: either all of it happens, or the job is there again.
 */
public final class WorkerRoute extends RouteBuilder {

    static final String ID = "edit-worker";

    @Override
    public void configure() throws Exception {
        // The broker is gone: the transaction is void, and the job comes back from it.
        onException(JMSException.class, JmsException.class).maximumRedeliveries(0);
        // What is paid is in hand here, and nowhere else.
        onException(SdkException.class).onWhen(StoreAgain::mayHelp)
                .maximumRedeliveries("{{store.tries}}").redeliveryDelay(200).useExponentialBackOff().backOffMultiplier(2)
                .handled(true).to("direct:failed");
        onException(Exception.class).maximumRedeliveries(0).handled(true).to("direct:failed");

        // A job that asks for a reply gets none: its outcome is told to all.
        from("jms:queue:edit.jobs?disableReplyTo=true&transacted=true&lazyCreateTransactionManager=false&cacheLevelName=CACHE_CONSUMER"
                + "&concurrentConsumers={{edits.at.once}}&recoveryInterval={{recovery.interval}}")
                .routeId(ID)
                .process(Job::begin)
                .choice()
                    .when(method("storedEdits", "have"))        // paid before: only acknowledged
                        .bean("outcomes", "found")
                    .otherwise()
                        .process(Job::refuseUnsettled)          // back to the broker until its first edit has ended
                        .bean("permits", "take")                // what waits for one holds no picture
                        .process(Job::askForPicture)
                        .to("aws2-s3:{{bucket}}?operation=getObject")
                        .process(Job::prepareEdit)
                        .bean("storedEdits", "addMask")
                        .process(Job::posted)                   // a kill from here ...
                        .process(awaited("portkey-images:edit?model={{model}}"))
                        .process(Job::answered)
                        .to("aws2-s3:{{bucket}}?conditionalWritesEnabled=true")
                        .process(Job::stored)                   // ... to here is paid twice
                        .bean("outcomes", "done")
                .end()
                .to("jms:topic:edit.outcomes");

        from("direct:failed").errorHandler(noErrorHandler())
                .bean("outcomes", "failed")
                .choice()
                    .when(exchangeProperty(Outcomes.QUEUE).isNotNull())
                        .toD("jms:queue:${exchangeProperty.queue}")
                .end()
                .bean("outcomes", "tell")
                .to("jms:topic:edit.outcomes");
    }

    /**
     * The transaction belongs to this thread. An edit that fails calls back on another one, where what is sent to other queues
     * would be outside of the transaction; so this thread waits for it.
     */
    private Processor awaited(String uri) throws Exception {
        Producer edit = endpoint(uri).createProducer();
        getContext().addService(edit);
        return exchange -> edit.process(exchange);
    }
}
