package io.github.camelportkey.benchmark.client;

import java.nio.file.Path;

import io.github.camelportkey.benchmark.work.Expected;
import io.github.camelportkey.benchmark.work.Scenario;
import org.apache.camel.Exchange;
import org.apache.camel.model.ProcessorDefinition;

/** What follows an edit in a route, of this component or of camel-http alike: nothing, a file, or an S3 bucket. */
record Steps(Scenario scenario, Path folder) {

    void addTo(ProcessorDefinition<?> route) {
        if (scenario.to() == Scenario.To.FILE_ENDPOINT) {
            route.to("file:" + folder + "?fileName=${exchangeId}.png");
        }
    }

    /** Compares what the step has stored. Returns false when there was no step. */
    boolean check(Exchange exchange, Expected expected) {
        if (scenario.to() == Scenario.To.FILE_ENDPOINT) {
            expected.file(0, folder.resolve(exchange.getExchangeId() + ".png"));
            return true;
        }
        return false;
    }
}
