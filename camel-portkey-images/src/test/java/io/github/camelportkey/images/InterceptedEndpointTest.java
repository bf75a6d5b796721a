// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.Map;

import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What stands in for an endpoint in a test of a route is not passed by, whether its URI holds a secret or not. */
class InterceptedEndpointTest extends RouteToStandIn {

    private static final String SECRET = "apiKey=sk-real&provider=@a";

    private void route(String from, String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId(from).errorHandler(noErrorHandler()).to(uri);
            }
        });
    }

    private RouteBuilder intercepting(String from, String uri, boolean skip) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                var intercept = interceptSendToEndpoint("portkey-images:*");
                (skip ? intercept.skipSendToOriginalEndpoint() : intercept).to("mock:instead");
                from(from).errorHandler(noErrorHandler()).to(uri);
            }
        };
    }

    private void assertIntercepted(int times) throws Exception {
        MockEndpoint instead = getMockEndpoint("mock:instead");
        instead.expectedMessageCount(times);
        instead.assertIsSatisfied();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user=x", SECRET, "providerApiKey=RAW(a&b)", "config=pc-1"})
    void aMockThatSkipsTheEndpointOfTwoRoutesIsAskedInItsPlace(String options) throws Exception {
        route("direct:one", edit(options));
        route("direct:two", edit(options));

        AdviceWith.adviceWith(context, "direct:one", route -> route.mockEndpointsAndSkip("portkey-images:*"));
        getMockEndpoint("mock:portkey-images:edit").expectedMessageCount(1);
        send("direct:one", PICTURE, Map.of());

        getMockEndpoint("mock:portkey-images:edit").assertIsSatisfied();
        assertThat(GATEWAY.edits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user=x", SECRET})
    void anEndpointThatIsKnownAlreadyIsInterceptedOnce(String options) throws Exception {
        context.getEndpoint(edit(options));
        context.addRoutes(intercepting("direct:in", edit(options), false));

        assertThat(send("direct:in", PICTURE, Map.of()).getException()).isNull();

        assertIntercepted(1);
        assertThat(GATEWAY.edits()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user=x", SECRET})
    void anEndpointThatIsMadeLaterIsInterceptedOnce(String options) throws Exception {
        context.addRoutes(intercepting("direct:in", edit(options), false));
        context.addRoutes(intercepting("direct:other", edit(options, "quality=low"), false));

        assertThat(send("direct:in", PICTURE, Map.of()).getException()).isNull();

        assertIntercepted(1);
        assertThat(GATEWAY.edits()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user=x", SECRET})
    void aSecondRouteBuilderInterceptsWhatTheFirstNamed(String options) throws Exception {
        try (DefaultCamelContext own = new DefaultCamelContext()) {
            own.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:first").to(edit(options));
                }
            });
            own.addRoutes(intercepting("direct:second", edit(options), true));
            own.start();

            own.createProducerTemplate().requestBody("direct:second", PICTURE);
        }

        assertThat(GATEWAY.edits()).isEmpty();
    }

    @Test
    void aShownUriIsNotSentToWithTheDigestForAKey() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:again").errorHandler(noErrorHandler()).doTry().to(edit(SECRET)).doCatch(Exception.class)
                        .toD("${exchangeProperty.CamelFailureEndpoint}").end();
            }
        });
        GATEWAY.answerNext(StagedAnswer.status(429).body("{}"));

        Exchange result = send("direct:again", PICTURE, Map.of());

        assertThat(GATEWAY.edits()).hasSize(1);
        assertThat(result.getException()).hasRootCauseInstanceOf(IllegalArgumentException.class).rootCause()
                .hasMessageContainingAll("The option apiKey=xxxxxx-", "is no secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiKey=xxxxxx-01ab23cd", "api-key=RAW(xxxxxx-01ab23cd)", "httpHeader.X-Key=xxxxxx-01ab23cd"})
    void whateverIsSecretMustNotBeADigest(String option) {
        assertThat(catchThrowable(() -> context.getEndpoint(edit(option))))
                .rootCause().hasMessageContaining("is no secret");
    }

    @Test
    void whatIsNoSecretMayLookLikeADigest() throws Exception {
        assertThat(arrived(edit("user=xxxxxx-01ab23cd")).field("user")).isEqualTo("xxxxxx-01ab23cd");
    }
}
