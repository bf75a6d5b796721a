// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** The studio, from start to stop: Camel Main with its HTTP server, and a folder for uploads. */
final class StudioServer implements AutoCloseable {

    private final Settings settings;
    private final Path uploads;
    private final Results results;
    private final EditAnswers answers;
    private final EditSeats seats;
    private final FrontDoor door;
    private final Main camel = new Main();
    private int port;

    private StudioServer(Settings settings) throws IOException {
        this.settings = settings;
        // only its owner may read it
        this.uploads = Files.createTempDirectory("web-studio-");
        this.results = new Results(settings.results(), settings.keepResults(), Clock.systemUTC());
        this.answers = new EditAnswers(settings.results(), settings.keepResults(), Clock.systemUTC());
        this.seats = new EditSeats(settings.edits());
        this.door = new FrontDoor(settings, answers);
    }

    /** Returns when browsers can be answered. */
    static StudioServer start(Settings settings) throws Exception {
        StudioServer server = new StudioServer(settings);
        try {
            server.startCamel();
            return server;
        } catch (Exception e) {
            server.close();
            throw e;
        }
    }

    private void startCamel() throws Exception {
        camel.setOverrideProperties(properties());
        camel.bind("vertxOptions", vertx());
        camel.bind("arrival", new Arrival(door));
        camel.bind("editOnce", new EditOnce(answers));
        camel.bind("editSeats", seats);
        camel.bind("editForm", new EditForm(settings.limits()));
        camel.bind("results", results);
        camel.bind("result", new ResultFile(results));
        camel.bind("forget", (Processor) tick -> {
            results.forgetOld();
            answers.forgetOld();
        });
        camel.bind("page", new PageFiles());
        camel.bind("problems", new Problems());
        // who started this also stops it
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        camel.configure().withAutoStartup(false).addRoutesBuilder(new EditRoute());
        camel.start();
        door.open(single(VertxPlatformHttpRouter.class));
        camel.getCamelContext().getRouteController().startAllRoutes();
        port = camel.getCamelContext().hasService(VertxPlatformHttpServer.class).getPort();
    }

    private <T> T single(Class<T> type) {
        return List.copyOf(camel.getCamelContext().getRegistry().findByType(type)).get(0);
    }

    private Properties properties() throws JsonProcessingException {
        Properties properties = new Properties();
        properties.putAll(settings.gateway().properties());
        if (settings.limits().square()) {
            // its default is an address that dies within the hour; newer models know nothing else
            properties.put("camel.component.portkey-images.responseFormat", "b64_json");
        }
        properties.put("model", settings.model());
        properties.put("limits", new JsonMapper().writeValueAsString(settings.limits()));
        properties.put("camel.server.enabled", "true");
        properties.put("camel.server.host", settings.host());
        properties.put("camel.server.port", String.valueOf(settings.port()));
        properties.put("camel.server.maxBodySize", String.valueOf(settings.uploadBytes()));
        properties.put("camel.server.fileUploadDirectory", uploads.toString());
        return properties;
    }

    /** The server holds a worker of its pool for each edit, and the page needs some too. */
    private VertxOptions vertx() {
        return new VertxOptions()
                .setWorkerPoolSize(settings.edits() + 8)
                .setMaxWorkerExecuteTime(30).setMaxWorkerExecuteTimeUnit(TimeUnit.MINUTES)
                .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }

    String address() {
        return "http://" + settings.host().replace("0.0.0.0", "localhost") + ":" + port;
    }

    int port() {
        return port;
    }

    /** What holds memory or files now. */
    String underWay() {
        return (settings.edits() - door.freeEdits()) + " uploads, " + (settings.edits() - seats.free()) + " edits, "
                + door.resultsUnderWay() + " results, "
                + camel.getCamelContext().getInflightRepository().size() + " exchanges";
    }

    Path uploads() {
        return uploads;
    }

    /** Edits under way are waited for, because they are paid. May be called again. */
    @Override
    public void close() {
        camel.stop();
        results.close();
        if (!Files.exists(uploads)) {
            return;
        }
        try (Stream<Path> left = Files.list(uploads)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(uploads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
