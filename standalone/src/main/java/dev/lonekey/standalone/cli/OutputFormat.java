package dev.lonekey.standalone.cli;

import dev.lonekey.standalone.terminal.Terminals;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How violations are printed. */
public enum OutputFormat {
    /** At the end, for people. */
    TABLE,
    /** Every event as soon as it is published, one JSON object a line, and nothing else. */
    JSONL;

    /** What suits whoever reads standard output, where the user says nothing. */
    public static OutputFormat ofStandardOutput() {
        return Terminals.isStandardOutput() ? TABLE : JSONL;
    }

    /** Reads {@code --output}. */
    public static final class Converter implements ITypeConverter<OutputFormat> {

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
