// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import org.apache.camel.Exchange;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Whether an edit that S3 did not take is offered again at once: it is paid, and only this worker has it. */
final class StoreAgain {

    private StoreAgain() {
    }

    static boolean mayHelp(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        return Job.isPaid(exchange) && !(failure instanceof S3Exception answer && answer.statusCode() == 412);
    }
}
