// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.client;

import java.net.URI;
import java.nio.file.Path;

import io.github.camelportkey.benchmark.work.Expected;
import io.github.camelportkey.benchmark.work.Scenario;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.model.ProcessorDefinition;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What follows an edit in a route, of this component or of camel-http alike: nothing, a file, or an S3 bucket. */
record Steps(Scenario scenario, Path folder) {

    /** @param url the upstream, which takes objects as S3 does too */
    void addTo(ProcessorDefinition<?> route, CamelContext context, String url) {
        if (scenario.to() == Scenario.To.FILE_ENDPOINT) {
            route.to("file:" + folder + "?fileName=${exchangeId}.png");
        } else if (scenario.to() == Scenario.To.S3) {
            context.getRegistry().bind("s3", bucket(URI.create(url).resolve("/")));
            route.setHeader("CamelAwsS3Key").simple(scenario.answerBytes() + "/${exchangeId}.png")
                    .to("aws2-s3:edited?amazonS3Client=#s3");
        }
    }

    private static S3Client bucket(URI address) {
        return S3Client.builder().endpointOverride(address).region(Region.US_EAST_1).forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("benchmark", "benchmark")))
                .httpClientBuilder(ApacheHttpClient.builder()).build();
    }

    /** Compares what the step has stored; in a bucket the upstream has. Returns false when there was no step. */
    boolean check(Exchange exchange, Expected expected) {
        if (scenario.to() == Scenario.To.FILE_ENDPOINT) {
            expected.file(0, folder.resolve(exchange.getExchangeId() + ".png"));
        }
        return scenario.to() == Scenario.To.FILE_ENDPOINT || scenario.to() == Scenario.To.S3;
    }
}
