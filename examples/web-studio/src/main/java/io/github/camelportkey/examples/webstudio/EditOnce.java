// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Lets one edit begin for each key, and sends the others to its answer. Browsers repeat by themselves a POST whose connection
 * was closed without an answer, and each edit is paid. A form without a key is edited each time it comes.
 */
final class EditOnce implements Processor {

    private final EditAnswers answers;

    EditOnce(EditAnswers answers) {
        this.answers = answers;
    }

    @Override
    public void process(Exchange exchange) {
        String key = exchange.getMessage(HttpMessage.class).getRequest().getHeader(EditAnswers.KEY);
        if (key == null) {
            return;
        }
        if (!answers.begin(key)) {
            Message message = exchange.getMessage();
            message.removeHeaders("*");
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 303);
            message.setHeader("Location", address(key));
            message.setBody(null);
            exchange.setRouteStop(true);
            return;
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                answers.end(key, answer(done), Problems.mayHaveBeenBilled(done));
            }
        });
    }

    /** Where the answer is, seen from where the form was sent to. */
    static String address(String key) {
        return EditRoute.EDITS.substring(1) + "/" + key;
    }

    private static EditAnswers.Answer answer(Exchange done) {
        String json = done.getMessage().getBody(String.class);
        return new EditAnswers.Answer(done.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class),
                json == null ? "{\"code\":\"internal\",\"mayHaveBeenBilled\":true}" : json);
    }
}
