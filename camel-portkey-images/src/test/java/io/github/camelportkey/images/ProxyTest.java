// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.client.GatewayUnreachableException;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Edits through an HTTP proxy. */
@Timeout(60)
class ProxyTest extends RouteOverStandIn {

    private static final String CREDENTIALS = "Basic "
                                              + Base64.getEncoder().encodeToString("jo:s3cret".getBytes(StandardCharsets.UTF_8));
    private static final String GATEWAY_URL = "http://gateway.invalid/v1";

    /** Answers edits itself, when the password is right. */
    private static ScriptedServer proxy() throws Exception {
        return ScriptedServer.running(connection -> {
            for (ScriptedServer.Request request = connection.readRequest(); request != null; request = connection.readRequest()) {
                if (CREDENTIALS.equals(request.header("Proxy-Authorization"))) {
                    connection.answer(200, "", Pictures.answer(Pictures.noise(100)).getBytes(StandardCharsets.UTF_8));
                } else {
                    connection.answer(407, "Proxy-Authenticate: Basic realm=\"p\"\r\n", new byte[0]);
                }
            }
        });
    }

    @Test
    void theProxyIsUsedWithUserAndPassword() throws Exception {
        try (ScriptedServer proxy = proxy()) {
            String uri = editAt(GATEWAY_URL, "proxyHost=127.0.0.1", "proxyPort=" + proxy.port(), "proxyUser=jo",
                    "proxyPassword=s3cret");
            Exchange result = send(uri, Pictures.png(8));

            assertThat(result.getException()).isNull();
            assertThat(proxy.requests()).singleElement().satisfies(request -> assertThat(request.line())
                    .isEqualTo("POST http://gateway.invalid/v1/images/edits HTTP/1.1"));
            assertThat(context.getEndpoint(uri).toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void aProxyThatWantsAPasswordIsToldNothingTwice() throws Exception {
        try (ScriptedServer proxy = proxy()) {
            Exchange result = send(editAt(GATEWAY_URL, "proxyHost=127.0.0.1", "proxyPort=" + proxy.port(), "proxyUser=jo",
                    "proxyPassword=wrong"), Pictures.png(8));

            assertThat(result.getException()).isInstanceOfSatisfying(GatewayStatusException.class,
                    failure -> assertThat(failure.getStatusCode()).isEqualTo(407));
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    /** HttpClient keeps such an answer to itself, and can't repeat the request. */
    @Test
    void onesOwnClientThatWouldFirstBeAskedForItsPasswordShowsWhatItWasTold() throws Exception {
        try (ScriptedServer proxy = proxy(); CloseableHttpAsyncClient own = clientWithAPassword(proxy.port())) {
            own.start();
            context.getRegistry().bind("own", own);
            Exchange result = send(editAt(GATEWAY_URL, "httpAsyncClient=#own"), Pictures.png(8));

            assertThat(result.getException()).isInstanceOfSatisfying(GatewayStatusException.class, failure -> {
                assertThat(failure.getStatusCode()).isEqualTo(407);
                assertThat(failure.mayHaveBeenBilled()).isFalse();
            });
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    private static CloseableHttpAsyncClient clientWithAPassword(int port) {
        HttpHost proxy = new HttpHost("127.0.0.1", port);
        BasicCredentialsProvider credentials = new BasicCredentialsProvider();
        credentials.setCredentials(new AuthScope(proxy), new UsernamePasswordCredentials("jo", "s3cret".toCharArray()));
        return HttpAsyncClients.custom().setProxy(proxy).setDefaultCredentialsProvider(credentials)
                .disableAutomaticRetries().disableRedirectHandling().build();
    }

    @Test
    void behindAProxyOnlyHostsThatTheUserNamedAreDownloadedFrom() throws Exception {
        byte[] picture = Pictures.png(8);
        try (ScriptedServer proxy = ScriptedServer.running(connection -> {
            for (ScriptedServer.Request request = connection.readRequest(); request != null; request = connection.readRequest()) {
                connection.answer(200, "", request.line().startsWith("GET") ? picture
                        : "{\"data\":[{\"url\":\"http://pictures.invalid/1.png\"}]}".getBytes(StandardCharsets.UTF_8));
            }
        })) {
            String uri = editAt(GATEWAY_URL, "proxyHost=127.0.0.1", "proxyPort=" + proxy.port(), "downloadImages=true");
            Image named = send(uri + "&downloadHosts=pictures.invalid", Pictures.png(8)).getMessage()
                    .getBody(ImagesResponse.class).data().get(0);
            assertThat(named.bytes()).isEqualTo(picture);
            int before = proxy.requests().size();
            Image unnamed = send(uri, Pictures.png(8)).getMessage().getBody(ImagesResponse.class).data().get(0);

            assertThat(unnamed.hasContent()).isFalse();
            assertThat(unnamed.problem()).contains("downloadHosts");
            assertThat(proxy.requests()).hasSize(before + 1);
        }
    }

    @Test
    void aHostOfAContainerNetworkMayHaveAnUnderscore() throws Exception {
        byte[] picture = Pictures.png(8);
        try (ScriptedServer proxy = ScriptedServer.running(connection -> {
            for (ScriptedServer.Request request = connection.readRequest(); request != null; request = connection.readRequest()) {
                connection.answer(200, "", request.line().startsWith("GET") ? picture : ("{\"data\":["
                        + "{\"url\":\"http://my_store:9000/1.png\"},{\"url\":\"http://jo:pw@my_store:9000/2.png\"}]}")
                        .getBytes(StandardCharsets.UTF_8));
            }
        })) {
            List<Image> images = send(editAt(GATEWAY_URL, "proxyHost=127.0.0.1", "proxyPort=" + proxy.port(),
                    "downloadImages=true", "downloadHosts=my_store"), Pictures.png(8)).getMessage()
                    .getBody(ImagesResponse.class).data();

            assertThat(images.get(0).bytes()).isEqualTo(picture);
            assertThat(images.get(1).problem()).contains("its url is no plain https address");
            assertThat(proxy.requests()).extracting(ScriptedServer.Request::line)
                    .contains("GET http://my_store:9000/1.png HTTP/1.1").hasSize(2);
        }
    }

    @Test
    void behindAProxyNoAddressCanBeCheckedSoThatNoPublicHostIsDownloadedFromEither() throws Exception {
        try (ScriptedServer proxy = ScriptedServer.answering(200, "",
                "{\"data\":[{\"url\":\"https://pictures.invalid/1.png\"}]}")) {
            Exchange result = send(editAt(GATEWAY_URL, "proxyHost=127.0.0.1", "proxyPort=" + proxy.port(),
                    "downloadImages=true"), Pictures.png(8));

            assertThat(result.getMessage().getBody(ImagesResponse.class).data().get(0).problem())
                    .contains("behind a proxy the address of pictures.invalid can't be checked", "downloadHosts");
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void aProxyThatIsNotThereIsUnreachableAndNothingWasBilled() {
        Exchange result = send(editAt(GATEWAY_URL, "proxyHost=127.0.0.1", "proxyPort=1"), Pictures.png(8));

        assertThat(result.getException()).isInstanceOfSatisfying(GatewayUnreachableException.class,
                failure -> assertThat(failure.mayHaveBeenBilled()).isFalse());
    }

    @Test
    void anHttpsGatewayIsReachedThroughATunnelAndTheProxySeesNoKey() throws Exception {
        try (ScriptedServer proxy = ScriptedServer.running(connection -> {
            connection.readRequest();
            connection.answer(502, "", new byte[0]);
        })) {
            Exchange result = send(editAt("https://gateway.invalid/v1", "apiKey=pk-123456", "proxyHost=127.0.0.1",
                    "proxyPort=" + proxy.port(), "proxyUser=jo", "proxyPassword=s3cret"), Pictures.png(8));

            assertThat(result.getException()).isInstanceOfSatisfying(GatewayUnreachableException.class, failure -> {
                assertThat(failure).hasMessageContaining("the proxy answered 502");
                assertThat(failure.mayHaveBeenBilled()).isFalse();
            });
            assertThat(proxy.requests()).singleElement().satisfies(request -> {
                assertThat(request.line()).isEqualTo("CONNECT gateway.invalid:443 HTTP/1.1");
                assertThat(request.header("Proxy-Authorization")).isEqualTo(CREDENTIALS);
                assertThat(request.head()).doesNotContain("pk-123456");
            });
        }
    }
}
