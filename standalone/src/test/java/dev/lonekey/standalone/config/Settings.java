package dev.lonekey.standalone.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import java.lang.reflect.Executable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The settings that a configuration's records know, as they are written in a file. */
final class Settings {

    private Settings() {}

    /** The names at the top. */
    static List<String> names(Class<?> configuration) {
        return Arrays.stream(configuration.getRecordComponents())
                .map(Settings::name)
                .toList();
    }

    /** Those without a value in a file, as in {@code ingest.role.name}. */
    static List<String> missing(Class<?> configuration, JsonNode file) {
        return missing("", configuration, file).toList();
    }

    private static Stream<String> missing(String path, Type type, JsonNode value) {
        if (value == null || value.isNull()) {
            return Stream.of(path);
        }
        if (type instanceof ParameterizedType container) {
            return missingInside(path, container, value);
        }
        return type instanceof Class<?> known && isOfSettings(known)
                ? Arrays.stream(known.getRecordComponents()).flatMap(setting -> missing(path, setting, value))
                : Stream.empty();
    }

    private static Stream<String> missing(String path, RecordComponent setting, JsonNode values) {
        var name = name(setting);
        return missing(path.isEmpty() ? name : path + "." + name, setting.getGenericType(), values.get(name));
    }

    /** What is optional is what it holds; of a list or map, every element has to have all settings. */
    private static Stream<String> missingInside(String path, ParameterizedType container, JsonNode value) {
        var types = container.getActualTypeArguments();
        var held = types[types.length - 1];
        return value.isContainerNode() && !isOptional(container)
                ? StreamSupport.stream(value.spliterator(), false).flatMap(element -> missing(path, held, element))
                : missing(path, held, value);
    }

    private static boolean isOptional(ParameterizedType container) {
        return container.getRawType().equals(Optional.class);
    }

    /** Records that are made from a single value, or from whatever is there, have no settings of their own. */
    private static boolean isOfSettings(Class<?> type) {
        return type.isRecord()
                && Stream.<Executable>concat(
                                Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()))
                        .noneMatch(made -> made.isAnnotationPresent(JsonCreator.class));
    }

    private static String name(RecordComponent setting) {
        return new KebabCaseStrategy().translate(setting.getName());
    }
}
