package dev.lonekey.standalone.replay;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How violations are printed. */
enum OutputFormat {
    /** At the end, for people. */
    TABLE,
    /** Every event as soon as it is published, one JSON object a line, and nothing else. */
    JSONL;

    static final class Converter implements ITypeConverter<OutputFormat> {

        @Override
        public OutputFormat convert(String value) {
            return Arrays.stream(values())
                    .filter(format -> format.name().equals(value.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException("\"" + value + "\" is neither \"table\" nor \"jsonl\""));
        }
    }
}
