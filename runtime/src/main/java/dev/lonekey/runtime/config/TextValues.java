package dev.lonekey.runtime.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Texts and paths, of which a name without a value is not set. The parser hands on an empty text for it, which would be a legal
 * prefix, and the path of the working folder.
 */
final class TextValues extends SimpleModule {

    private static final long serialVersionUID = 1L;

    TextValues() {
        addDeserializer(String.class, new Reading<>(String.class, text -> text));
        addDeserializer(Path.class, new Reading<>(Path.class, Path::of));
    }

    private static final class Reading<T> extends StdScalarDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> read;

        Reading(Class<T> type, Function<String, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var text = StringDeserializer.instance.deserialize(parser, context);
            try {
                return text == null || text.isEmpty() ? null : read.apply(text);
            } catch (InvalidPathException noPath) {
                throw context.weirdStringException(text, handledType(), noPath.getReason());
            }
        }
    }
}
