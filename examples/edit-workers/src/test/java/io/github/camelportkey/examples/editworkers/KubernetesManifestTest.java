// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelportkey.images.PortkeyImagesComponent;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manifest was never run; what it says about this example is held against this example. */
class KubernetesManifestTest {

    private final List<Object> documents = new ArrayList<>();

    KubernetesManifestTest() throws Exception {
        new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build())
                .loadAllFromString(Files.readString(Path.of("kubernetes.yaml"))).forEach(documents::add);
    }

    /** What lies under these keys, and indexes of lists. */
    private static Object at(Object node, Object... path) {
        for (Object step : path) {
            node = step instanceof Integer index ? ((List<?>) node).get(index) : ((Map<?, ?>) node).get(step);
            assertThat(node).as("%s of %s", step, List.of(path)).isNotNull();
        }
        return node;
    }

    private static Map<?, ?> map(Object node, Object... path) {
        return (Map<?, ?>) at(node, path);
    }

    private Object container() {
        return at(documents.get(0), "spec", "template", "spec", "containers", 0);
    }

    private Object trigger() {
        return at(documents.get(2), "spec", "triggers", 0);
    }

    /** The variables that are written out, without those of the secret. */
    private List<String> variables() {
        return ((List<?>) at(container(), "env")).stream().map(variable -> (String) at(variable, "name")).toList();
    }

    private String value(String name) {
        return ((List<?>) at(container(), "env")).stream().filter(variable -> at(variable, "name").equals(name))
                .map(variable -> (String) at(variable, "value")).findFirst().orElseThrow();
    }

    @Test
    void itsObjectsAreOfTheKindsThatTheyShouldBeAndReferToEachOther() {
        assertThat(documents).extracting(document -> at(document, "apiVersion") + " " + at(document, "kind")).containsExactly(
                "apps/v1 Deployment", "keda.sh/v1alpha1 TriggerAuthentication", "keda.sh/v1alpha1 ScaledObject");
        Object deployment = documents.get(0);
        assertThat(map(deployment, "spec").keySet()).as("replicas are KEDA's to set").hasToString("[selector, template]");
        assertThat(at(deployment, "spec", "selector", "matchLabels"))
                .isEqualTo(at(deployment, "spec", "template", "metadata", "labels"));
        assertThat(at(documents.get(2), "spec", "scaleTargetRef", "name")).isEqualTo(at(deployment, "metadata", "name"));
        assertThat(at(trigger(), "authenticationRef", "name")).isEqualTo(at(documents.get(1), "metadata", "name"));
        assertThat((List<?>) at(documents.get(1), "spec", "secretTargetRef")).extracting(key -> at(key, "parameter"))
                .hasToString("[username, password]");
    }

    @Test
    void theCommandIsTheWorker() throws Exception {
        List<?> command = (List<?>) at(container(), "command");

        assertThat(command.get(0)).isEqualTo("java");
        assertThat(command.get(command.size() - 3)).isEqualTo("-cp");
        Class<?> main = Class.forName((String) command.get(command.size() - 1));
        assertThat(main).isEqualTo(EditWorker.class);
        assertThat(Modifier.isStatic(main.getMethod("main", String[].class).getModifiers())).isTrue();
    }

    @Test
    void itsVariablesAreThoseThatTheWorkerReads() throws Exception {
        assertThat(variables()).isNotEmpty().doesNotHaveDuplicates().isSubsetOf(ReadVariables.names());
        String text = Files.readString(Path.of("kubernetes.yaml"));
        for (String secret : List.of("PORTKEY_API_KEY", "BROKER_USER", "BROKER_PASSWORD")) {
            assertThat(text).contains(secret);
            assertThat(ReadVariables.names()).contains(secret);
            assertThat(variables()).as("secrets are not written out").doesNotContain(secret);
        }
    }

    @Test
    void itIsScaledOnTheQueueThatWorkersTakeJobsFrom() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            WorkerRoute route = new WorkerRoute();
            camel.getPropertiesComponent().setOverrideProperties(new WorkerSettings(Map.of()).properties());
            camel.getComponent("portkey-images", PortkeyImagesComponent.class).getConfiguration()
                    .setBaseUrl("http://127.0.0.1/v1");
            camel.addRoutes(route);
            String from = route.getRouteCollection().getRoutes().get(0).getInput().getEndpointUri();
            Map<?, ?> metadata = map(trigger(), "metadata");

            assertThat(at(trigger(), "type")).isEqualTo("artemis-queue");
            assertThat(metadata.keySet()).extracting(String::valueOf).containsExactlyInAnyOrder(
                    "managementEndpoint", "brokerName", "brokerAddress", "queueName", "queueLength");
            assertThat(from).startsWith("jms:queue:" + metadata.get("queueName") + "?");
            assertThat(metadata.get("brokerAddress")).isEqualTo(metadata.get("queueName"));
            assertThat(metadata.get("queueLength")).as("what a worker has in hand").isEqualTo(value("EDITS_AT_ONCE"));
        }
    }

    @Test
    void aWorkerThatIsToldToEndHasTheTimeToFinishItsEdits() {
        int shutdown = shutdownSeconds(Map.of());
        assertThat((Integer) at(documents.get(0), "spec", "template", "spec", "terminationGracePeriodSeconds"))
                .isGreaterThan(shutdown);
        assertThat(new WorkerSettings(Map.of()).limits().settle()).isEqualTo(Duration.ofSeconds(shutdown));
        assertThat(shutdownSeconds(Map.of("EDIT_TIMEOUT_MS", "3600000"))).isEqualTo(3_720);
    }

    private static int shutdownSeconds(Map<String, String> environment) {
        return Integer.parseInt(new WorkerSettings(environment).properties().getProperty("camel.main.shutdownTimeout"));
    }

    /** Else a worker that lost the broker stores its edit after another one has begun and paid for the same job. */
    @Test
    void aJobComesBackOnlyWhenItsEditCanNotBeUnderWayAnyMore() {
        assertThat(new WorkerSettings(Map.of("EDIT_TIMEOUT_MS", "60000")).limits().settle()).isEqualTo(Duration.ofMinutes(3));
        assertThat(new WorkerSettings(Map.of("STORE_TRIES", "10")).limits().settle())
                .isGreaterThan(Duration.ofMinutes(15).plusSeconds(204));
        assertThat(new WorkerSettings(Map.of("SETTLE_MS", "5000")).limits().settle()).isEqualTo(Duration.ofSeconds(5));
    }
}
