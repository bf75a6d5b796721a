// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.util.concurrent.Semaphore;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * How many edits may be under way. Who closes his browser does not give his seat back before the edit is over, because it is
 * paid all the same.
 */
final class EditSeats implements Processor {

    private final Semaphore free;

    EditSeats(int seats) {
        this.free = new Semaphore(seats);
    }

    @Override
    public void process(Exchange exchange) throws BusyException {
        if (!free.tryAcquire()) {
            throw new BusyException();
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                free.release();
            }
        });
    }

    int free() {
        return free.availablePermits();
    }
}
