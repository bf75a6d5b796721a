// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.kit;

import java.io.Closeable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** What is logged while this is open; on the console only what is logged there otherwise. */
public final class CapturedLog implements Closeable {

    /** An event: its logger, its level, and its message with its stack trace. */
    public record Event(String logger, Level level, String text) {
    }

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final LoggerConfig root = context.getConfiguration().getRootLogger();
    private final Level before = root.getLevel();
    private final Appender appender = new Appender();

    private CapturedLog(Level level) {
        appender.start();
        root.getAppenders().forEach((name, other) -> {
            root.removeAppender(name);
            root.addAppender(other, before, null);
        });
        root.addAppender(appender, level, null);
        root.setLevel(level);
        context.updateLoggers();
    }

    /** Captures all loggers at all levels. */
    public static CapturedLog ofEverything() {
        return new CapturedLog(Level.TRACE);
    }

    /** Captures warnings and errors. */
    public static CapturedLog ofWarnings() {
        return new CapturedLog(Level.WARN);
    }

    public List<Event> events() {
        return events;
    }

    @Override
    public void close() {
        root.setLevel(before);
        root.removeAppender(appender.getName());
        context.updateLoggers();
        appender.stop();
    }

    private final class Appender extends AbstractAppender {

        private Appender() {
            super("captured", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            StringWriter text = new StringWriter().append(event.getMessage().getFormattedMessage());
            if (event.getThrown() != null) {
                event.getThrown().printStackTrace(new PrintWriter(text));
            }
            events.add(new Event(event.getLoggerName(), event.getLevel(), text.toString()));
        }
    }
}
