// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.github.camelportkey.benchmark.work.Pictures;
import io.github.camelportkey.benchmark.work.Scenario;
import io.github.camelportkey.benchmark.work.Scenarios;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageHeader;
import io.github.camelportkey.images.model.ImageSpool;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From an exchange with a file as body to a request that is checked; and the part of it that reads the file's head. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MappingBenchmark {

    private final CamelContext context = new DefaultCamelContext();
    private final ImageSpool spool = ImageSpool.open(null, Long.MAX_VALUE);
    private final PortkeyImagesConfiguration options = new PortkeyImagesConfiguration();
    private final EditMapper mapper = new EditMapper(options, null);
    private Path file = Path.of("");

    @Setup
    public void make() throws IOException {
        Scenario small = Scenarios.named("small1");
        Pictures pictures = new Pictures(Path.of(System.getProperty("java.io.tmpdir"), "portkey-images-benchmark"));
        pictures.make(small);
        file = pictures.upload(small.uploadBytes());
        options.setModel("gpt-image-2");
        options.setPrompt("A red beret on its head");
        options.setApiKey("benchmark");
    }

    @Benchmark
    public Object mapping() throws IOException {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(file.toFile());
        return mapper.map(exchange.getMessage(), new InputContents(exchange, new KeptStreams(exchange, spool, 1 << 20)));
    }

    @Benchmark
    public @Nullable ImageHeader sniffing() throws IOException {
        return ImageHeader.read(ImageContent.of(file, null));
    }
}
