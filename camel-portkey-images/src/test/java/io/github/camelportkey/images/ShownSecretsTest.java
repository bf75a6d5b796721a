// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.camelportkey.images.kit.CapturedLog;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.camelportkey.images.RouteToStandIn.GATEWAY;
import static io.github.camelportkey.images.RouteToStandIn.PICTURE;
import static org.assertj.core.api.Assertions.assertThat;

/** No secret is shown by an endpoint, in JMX, by a health check, in the console, in an exception or in a log. */
class ShownSecretsTest {

    private static final String CANARY = "canary-7f3a";
    private static final List<String> SECRETS = List.of("apiKey", "virtualKey", "providerApiKey", "config", "proxyPassword",
            "gatewayHeader.azure-key", "httpHeader.X-Key");

    /** HttpClient's own loggers of headers and bytes, and of what its parts do with them. */
    private static final String HTTP_CLIENT = "org.apache.hc.";
    /** Camel's own loggers that print URIs as they were written, at TRACE, or masked by Camel's fixed list, at DEBUG. */
    private static final Set<String> CAMEL_PRINTS_URIS = Set.of("org.apache.camel.impl.engine.AbstractCamelContext",
            "org.apache.camel.support.DefaultComponent", "org.apache.camel.support.EndpointHelper",
            "org.apache.camel.impl.engine.DefaultChannel", "org.apache.camel.reifier.ProcessorReifier");

    @BeforeEach
    void forget() {
        GATEWAY.clear();
    }

    static Stream<String> uris() {
        return Stream.concat(SECRETS.stream().flatMap(option -> Stream.of(option + "=" + CANARY, option + "=RAW(" + CANARY + ")",
                option + "=RAW{" + CANARY + "}", option + "=RAW(" + CANARY + "&x=" + CANARY + ")")),
                Stream.of("api-key", "virtual-key", "provider-api-key", "proxy-password").map(option -> option + "=" + CANARY));
    }

    @ParameterizedTest
    @MethodSource("uris")
    void anEndpointShowsNoSecretOfItsUri(String option) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Endpoint endpoint = context.getEndpoint(RouteToStandIn.edit(option));

            assertThat(endpoint.toString() + endpoint.getEndpointUri() + endpoint.getEndpointKey()
                       + endpoint.getEndpointBaseUri() + endpoint.createProducer()).doesNotContain(CANARY)
                    .contains("xxxxxx-");
        }
    }

    @Test
    void endpointsThatDifferInASecretAloneStayDifferentAndAlikeOnesAreOne() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            for (String secret : SECRETS) {
                Endpoint one = context.getEndpoint(RouteToStandIn.edit(secret + "=one"));
                Endpoint two = context.getEndpoint(RouteToStandIn.edit(secret + "=two"));

                assertThat(one).isNotEqualTo(two).isSameAs(context.getEndpoint(RouteToStandIn.edit(secret + "=one")));
                assertThat(one.getEndpointUri()).isNotEqualTo(two.getEndpointUri());
                assertThat(one.getEndpointKey()).isNotEqualTo(two.getEndpointKey());
            }
        }
    }

    @Test
    void secretsOfTheUriAreInNoExceptionAndNoLogButThoseThatPrintTheUri() throws Exception {
        List<String> options = new ArrayList<>();
        SECRETS.forEach(secret -> options.add(secret + "=" + CANARY));

        Set<String> loggers = loggersThatShowTheCanary(new DefaultCamelContext(), RouteToStandIn.edit(options.toArray(new String[0])));

        assertThat(loggers).isEqualTo(CAMEL_PRINTS_URIS);
    }

    @Test
    void secretsOfTheComponentAreInNoExceptionAndNoLog() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        setSecrets(context);

        assertThat(loggersThatShowTheCanary(context, RouteToStandIn.edit())).isEmpty();
    }

    /** Sets all of them on the component. */
    private static void setSecrets(CamelContext context) {
        PortkeyImagesConfiguration options = context.getComponent("portkey-images", PortkeyImagesComponent.class)
                .getConfiguration();
        options.setApiKey(CANARY);
        options.setVirtualKey(CANARY);
        options.setProviderApiKey(CANARY);
        options.setConfig(CANARY);
        options.setProxyPassword(CANARY);
        options.getGatewayHeader().put("azure-key", CANARY);
        options.getHttpHeader().put("X-Key", CANARY);
    }

    private static Set<String> loggersThatShowTheCanary(CamelContext context, String uri) throws Exception {
        try (context; CapturedLog log = CapturedLog.ofEverything()) {
            context.disableJMX();
            context.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class,
                    new DefaultHealthCheckRegistry(context));
            run(context, uri);
            assertThat(watched(context)).contains("portkey-images", "401").doesNotContain(CANARY);
            Set<String> loggers = new TreeSet<>();
            log.events().stream().filter(event -> event.text().contains(CANARY))
                    .filter(event -> !event.logger().startsWith(HTTP_CLIENT))
                    .peek(event -> assertThat(event.level().isLessSpecificThan(Level.DEBUG)).as(event.text()).isTrue())
                    .forEach(event -> loggers.add(event.logger()));
            return loggers;
        }
    }

    /** What the developer console and the health check show, with all their details. */
    private static String watched(CamelContext context) {
        PortkeyImagesDevConsole console = new PortkeyImagesDevConsole();
        console.setCamelContext(context);
        StringBuilder shown = new StringBuilder().append(console.call(DevConsole.MediaType.TEXT))
                .append(console.call(DevConsole.MediaType.JSON));
        HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
        HealthCheckHelper.invoke(context).forEach(result -> shown.append(result.getMessage()).append(result.getDetails())
                .append(result.getError()).append(result.getCheck().getMetaData()));
        return shown.toString();
    }

    private static void run(CamelContext context, String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:in").to(uri);
            }
        });
        context.start();
        GATEWAY.answerNext(StagedAnswer.edit(), StagedAnswer.status(401).header("x-echo", CANARY)
                .body("{\"error\":{\"message\":\"no such key " + CANARY + "\",\"type\":\"" + CANARY + "\"}}"),
                StagedAnswer.hangUp());
        for (int i = 0; i < 4; i++) {
            boolean bad = i == 3;
            Exchange result = context.createProducerTemplate().request("direct:in",
                    exchange -> exchange.getMessage().setBody(bad ? "no image" : PICTURE));
            assertThat(result.getException() == null).isEqualTo(i == 0);
            if (result.getException() != null) {
                StringWriter trace = new StringWriter();
                result.getException().printStackTrace(new PrintWriter(trace));
                assertThat(trace.toString()).doesNotContain(CANARY);
            }
        }
        assertThat(GATEWAY.edits().get(0).headers().toString()).contains(CANARY);
    }

    @Test
    void noMBeanShowsASecretThatTheRouteNamesByPlaceholder() throws Exception {
        assertThat(mBeansThatShowTheCanary("RAW({{secret}})")).isEmpty();
        assertThat(mBeansThatShowTheCanary("{{secret}}")).isEmpty();
    }

    /** The label is Camel's, of the line that the route's author wrote; Camel masks it by its fixed list. */
    @Test
    void aSecretWrittenIntoTheRouteIsInTheLabelOfTheRoutesLineAndNowhereElseInJmx() throws Exception {
        assertThat(mBeansThatShowTheCanary("RAW(" + CANARY + ")")).containsExactly("processors ModelLabel");
    }

    private static Set<String> mBeansThatShowTheCanary(String value) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Properties properties = new Properties();
            properties.setProperty("secret", CANARY);
            context.getPropertiesComponent().setInitialProperties(properties);
            setSecrets(context);
            List<String> options = new ArrayList<>();
            SECRETS.forEach(secret -> options.add(secret + "=" + value));
            run(context, RouteToStandIn.edit(options.toArray(new String[0])));
            MBeanServer server = context.getManagementStrategy().getManagementAgent().getMBeanServer();
            Set<ObjectName> names = server.queryNames(
                    new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",*"), null);
            assertThat(names).extracting(name -> name.getKeyProperty("type"))
                    .contains("endpoints", "producers", "routes", "processors", "components", "context");
            Set<String> shown = new TreeSet<>();
            for (ObjectName name : names) {
                assertThat(name.toString()).doesNotContain(CANARY);
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    Object read = server.getAttribute(name, attribute.getName());
                    if (String.valueOf(read instanceof Object[] array ? List.of(array) : read).contains(CANARY)) {
                        shown.add(name.getKeyProperty("type") + " " + attribute.getName());
                    }
                }
            }
            return shown;
        }
    }

    @Test
    void theOptionsOfTheCatalogThatAreSecretAreTheOnesHidden() {
        Set<String> secrets = new PortkeyImagesEndpointUriFactory().secretPropertyNames();

        assertThat(secrets).containsExactlyInAnyOrder("apiKey", "virtualKey", "providerApiKey", "config", "proxyPassword",
                "gatewayHeader", "httpHeader");
        for (String secret : secrets) {
            assertThat(ShownUri.of("portkey-images:edit?a=b&" + secret + "=" + CANARY + "&c=d"))
                    .startsWith("portkey-images:edit?a=b&" + secret + "=xxxxxx-").endsWith("&c=d").doesNotContain(CANARY);
        }
    }

    @Test
    void aSecretSpeltInAnotherWayIsHiddenToo() {
        for (String name : List.of("APIKEY", "api-key", "api%4Bey", "configuration.apiKey", "gatewayHeader%2Ex",
                "gateway-header.x", "httpHeader[x]", "httpHeader%5Bx%5D", "%63onfig")) {
            assertThat(ShownUri.of("portkey-images:edit?" + name + "=" + CANARY)).as(name).doesNotContain(CANARY);
        }
        assertThat(ShownUri.of("portkey-images:edit?prompt=a&model=b")).isEqualTo("portkey-images:edit?prompt=a&model=b");
    }
}
