package dev.lonekey.runtime.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.lonekey.runtime.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads a configuration from YAML into records. There is one file for everything: a service's record names the settings of the
 * others with {@code @JsonIgnoreProperties}, and every other name is a mistake. Whatever is wrong becomes a {@link Failure}
 * that names file and line.
 */
public final class ConfigurationFile {

    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final YAMLMapper MAPPER = YAMLMapper.builder(YAML)
            .addModule(new Jdk8Module())
            .addModule(new TimeValues())
            .addModule(new TextValues())
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            // A name without a value is not set.
            .withCoercionConfigDefaults(
                    empty -> empty.setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull))
            .build();

    private ConfigurationFile() {}

    /**
     * Reads a file; one without any setting reads like {@code {}}.
     *
     * @param environment where <code>${NAME}</code> and <code>${NAME:default}</code> in values are looked up
     * @throws Failure if there is no such file or something is wrong in it
     */
    public static <T> T read(Path file, Class<T> type, Map<String, String> environment) {
        try {
            return parse(file, Files.readString(file), type, environment);
        } catch (NoSuchFileException missing) {
            throw new Failure(file + " does not exist; -c takes the path of a YAML file", missing);
        } catch (IOException unreadable) {
            throw new Failure(file + " cannot be read (" + reason(unreadable) + "); -c takes a YAML file", unreadable);
        }
    }

    private static <T> T parse(Path file, String yaml, Class<T> type, Map<String, String> environment)
            throws IOException {
        try (var parser = new EnvironmentParser(new PlainYamlParser(YAML.createParser(yaml)), environment)) {
            T configuration =
                    parser.nextToken() == null ? null : MAPPER.readerFor(type).readValue(parser);
            return configuration == null ? MAPPER.readValue("{}", type) : configuration;
        } catch (JacksonException mistake) {
            throw new Failure(new ConfigurationMistake(file, yaml).describe(mistake), mistake);
        } catch (EnvironmentParser.NotSet variable) {
            throw new Failure(file + " line " + variable.line() + ": " + variable.getMessage(), variable);
        }
    }

    private static String reason(IOException unreadable) {
        return Files.isDirectory(Path.of(String.valueOf(unreadable.getMessage())))
                ? "it is a folder"
                : unreadable.getClass().getSimpleName();
    }
}
