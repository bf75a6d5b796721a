package io.github.camelportkey.examples.webstudio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import jakarta.activation.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.attachment.Attachment;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.attachment.CamelFileDataSource;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes that a form has come whole, and sees to it that its files go when its edit is over. The server deletes them with the
 * end of the answer, which who has hung up never gets.
 */
final class Arrival implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);

    private final FrontDoor door;

    Arrival(FrontDoor door) {
        this.door = door;
    }

    @Override
    public void process(Exchange exchange) {
        door.arrived(exchange.getMessage(HttpMessage.class).getRequest());
        List<Path> files = files(exchange.getMessage(AttachmentMessage.class));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                files.forEach(Arrival::delete);
            }
        });
    }

    private static List<Path> files(AttachmentMessage form) {
        List<Path> files = new ArrayList<>();
        if (form.hasAttachments()) {
            for (Attachment attachment : form.getAttachmentObjects().values()) {
                DataSource source = attachment.getDataHandler().getDataSource();
                if (source instanceof CamelFileDataSource file) {
                    files.add(file.getFile().toPath());
                }
            }
        }
        return files;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("an upload stays until the studio stops: {}", e.toString());
        }
    }
}
