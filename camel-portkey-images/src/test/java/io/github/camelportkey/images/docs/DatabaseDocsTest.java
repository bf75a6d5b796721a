// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.client.GatewayUnreachableException;
import io.github.camelportkey.images.client.InvalidGatewayResponseException;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The recipes with a database of docs/recipes.md. */
class DatabaseDocsTest extends SnippetTestSupport {

    private final JdbcDataSource studio = new JdbcDataSource();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        studio.setURL("jdbc:h2:mem:" + System.identityHashCode(this) + ";DB_CLOSE_DELAY=-1");
        run("create table wishes (picture varchar primary key, prompt varchar)");
        run("insert into wishes values ('otter.png', 'A red beret & a scarf')");
        run("create table bookings (trace varchar, state varchar, input bigint, output bigint)");
        CamelContext camel = super.createCamelContext();
        camel.getRegistry().bind("studio", studio);
        return camel;
    }

    @Override
    protected RoutesBuilder[] createRouteBuilders() {
        return new RoutesBuilder[] {new Wishes(), new Bookings()};
    }

    static final class Wishes extends RouteBuilder {
        @Override
        public void configure() {
            // tag::prompt-database[]
            from("direct:wish")
                    .to("sql:select prompt from wishes where picture = :#${file:onlyname}"
                        + "?dataSource=#studio&outputType=SelectOne&outputHeader=CamelPortkeyImagesPrompt")
                    .to("portkey-images:edit?model=gpt-image-2");
            // end::prompt-database[]
        }
    }

    static final class Bookings extends RouteBuilder {
        @Override
        public void configure() {
            // tag::cost[]
            onException(GatewayStatusException.class, GatewayUnreachableException.class, InvalidGatewayResponseException.class)
                    .onWhen(simple("${exception.mayHaveBeenBilled} == true"))
                    .maximumRedeliveries(0)
                    .to("sql:insert into bookings values (:#${exception.traceId}, 'unclear', null, null)"
                        + "?dataSource=#studio&noop=true");

            from("direct:booked")
                    .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head")
                    .to("file:{{outbox}}?fileName=${file:name.noext}.${header.CamelPortkeyImagesExtension}")
                    .to("sql:insert into bookings values (:#${header.CamelPortkeyImagesGatewayTraceId}, 'billed',"
                        + " :#${header.CamelPortkeyImagesInputTokens}, :#${header.CamelPortkeyImagesOutputTokens})"
                        + "?dataSource=#studio&noop=true");
            // end::cost[]
        }
    }

    private Exchange send(String route, String name) {
        return template.request(route, exchange -> {
            exchange.getMessage().setBody(Pictures.png(32));
            exchange.getMessage().setHeader(Exchange.FILE_NAME, name);
        });
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = studio.getConnection()) {
            connection.createStatement().execute(sql);
        }
    }

    private List<List<Object>> bookings() throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Connection connection = studio.getConnection()) {
            ResultSet row = connection.createStatement().executeQuery("select trace, state, input, output from bookings");
            while (row.next()) {
                List<Object> values = new ArrayList<>();
                for (int i = 1; i <= 4; i++) {
                    values.add(row.getObject(i));
                }
                rows.add(values);
            }
        }
        return rows;
    }

    @Test
    void thePromptIsTheOneOfThePicture() {
        assertThat(send("direct:wish", "in/otter.png").getException()).isNull();

        assertThat(gateway.edits().get(0).field("prompt")).isEqualTo("A red beret & a scarf");
        assertThat(gateway.edits().get(0).files("image").get(0).bytes()).isEqualTo(Pictures.png(32));
    }

    @Test
    void aPictureWithoutAWishIsRefusedAndCostsNothing() {
        assertThat(send("direct:wish", "cat'; drop table wishes; --.png").getException())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("prompt");

        assertThat(gateway.edits()).isEmpty();
        assertThat(send("direct:wish", "otter.png").getException()).isNull();
    }

    @Test
    void anEditIsBookedWithItsTokensUnderTheTraceIdOfTheGateway() throws Exception {
        Exchange result = send("direct:booked", "otter.png");

        assertThat(result.getException()).isNull();
        assertThat(outbox().resolve("otter.png")).isNotEmptyFile();
        ImagesResponse response = result.getMessage().getBody(ImagesResponse.class);
        assertThat(bookings()).containsExactly(List.of(result.getExchangeId(), "billed",
                response.usage().inputTokens(), response.usage().outputTokens()));
    }

    @Test
    void whatMayHaveBeenBilledIsBookedAsUnclear() throws Exception {
        gateway.answerNext(StagedAnswer.status(500), StagedAnswer.status(200).body("{}"), StagedAnswer.hangUp(),
                StagedAnswer.status(400));
        for (int i = 0; i < 4; i++) {
            assertThat(send("direct:booked", "otter.png").getException()).isNotNull();
        }

        assertThat(bookings()).hasSize(3).allSatisfy(row -> assertThat(row).element(1).isEqualTo("unclear"));
    }
}
