// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.mdc.MDCService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/** The id under which the gateway logs an edit goes with the exchange, and with camel-mdc into the logs of the route. */
class GatewayTraceTest extends RouteToStandIn {

    private static final String PROPERTY = "CamelPortkeyImagesGatewayTraceId";

    private final List<String> logged = new CopyOnWriteArrayList<>();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        MDCService mdc = new MDCService();
        mdc.setCamelContext(camel);
        mdc.setCustomProperties(PROPERTY);
        mdc.init(camel);
        return camel;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).process(exchange -> logged.add(String.valueOf(MDC.get(PROPERTY))));
                from("direct:in").to(edit())
                        .process(exchange -> logged.add(String.valueOf(MDC.get(PROPERTY))));
            }
        };
    }

    @BeforeEach
    void clear() {
        logged.clear();
    }

    @Test
    void anEditLeavesTheIdThatTheGatewayAnsweredForTheLogsOfTheRoute() {
        GATEWAY.answerNext(StagedAnswer.edit().header("x-portkey-trace-id", "trace-4"));

        Exchange result = send("direct:in", PICTURE, Map.of());

        assertThat(result.getProperty(PROPERTY)).isEqualTo("trace-4");
        assertThat(logged).containsExactly("trace-4");
    }

    @Test
    void aRefusedEditLeavesItToo() {
        GATEWAY.answerNext(StagedAnswer.status(500).header("x-portkey-trace-id", "trace-5"));

        assertThat(send("direct:in", PICTURE, Map.of()).getException()).isNotNull();

        assertThat(logged).containsExactly("trace-5");
    }

    @Test
    void anEditWithoutAnswerLeavesTheIdThatWasSent() {
        GATEWAY.answerNext(StagedAnswer.hangUp());

        Exchange result = send("direct:in", PICTURE, Map.of("CamelPortkeyImagesTraceId", "mine"));

        assertThat(result.getProperty(PROPERTY)).isEqualTo("mine");
        assertThat(logged).containsExactly("mine");
    }

    @Test
    void anEditThatIsNotSentLeavesNoneOfTheOneBefore() {
        Exchange result = template.request("direct:in", exchange -> {
            exchange.setProperty(PROPERTY, "of the edit before");
            exchange.getMessage().setBody("no image");
        });

        assertThat(result.getProperty(PROPERTY)).isNull();
        assertThat(logged).containsExactly("null");
    }
}
