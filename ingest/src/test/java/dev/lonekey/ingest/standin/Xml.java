package dev.lonekey.ingest.standin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** XML, element by element. */
final class Xml {

    private final StringBuilder text = new StringBuilder();

    Xml element(String name, Runnable content) {
        text.append('<').append(name).append('>');
        content.run();
        text.append("</").append(name).append('>');
        return this;
    }

    Xml value(String name, Object value) {
        return element(name, () -> text.append(escaped(value.toString())));
    }

    Xml value(String name, Instant value) {
        return value(name, value.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
