package dev.lonekey.detector.trail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lonekey.contract.cloudtrail.CloudTrailRecord.RequestParameters;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Tells whether the selectors of a trail let an event through such as CreateAccessKey: a management event of IAM that writes.
 * An event has to match one of them.
 *
 * @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html">EventSelector</a>
 * @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html">
 *     AdvancedFieldSelector</a>
 */
final class Selectors {

    /** Such an event, as advanced selectors see it. By other fields its events are told apart, so a selector by one of them lets not all through. */
    private static final Map<String, String> EVENT =
            Map.of("eventCategory", "Management", "readOnly", "false", "eventSource", "iam.amazonaws.com");

    private static final Map<String, BiPredicate<String, String>> OPERATORS = Map.of(
            "equals", String::equals,
            "startsWith", String::startsWith,
            "endsWith", String::endsWith);

    private static final Map<String, BiPredicate<String, String>> NEGATIONS = Map.of(
            "notEquals", String::equals,
            "notStartsWith", String::startsWith,
            "notEndsWith", String::endsWith);

    private Selectors() {}

    /** Empty if the call tells no selectors. */
    static Optional<Boolean> letKeysThrough(Optional<RequestParameters> asked) {
        var usual = items(asked.flatMap(RequestParameters::eventSelectors)).toList();
        var advanced =
                items(asked.flatMap(RequestParameters::advancedEventSelectors)).toList();
        return usual.isEmpty() && advanced.isEmpty()
                ? Optional.empty()
                : Optional.of(usual.stream().anyMatch(Selectors::usualLetsThrough)
                        || advanced.stream().anyMatch(Selectors::advancedLetsThrough));
    }

    /** By default it includes management events, and reading as well as writing ones. Of services it can leave out KMS and RDS only. */
    private static boolean usualLetsThrough(JsonNode selector) {
        return selector.path("includeManagementEvents").asBoolean(true)
                && !selector.path("readWriteType").asText("All").equalsIgnoreCase("ReadOnly");
    }

    /** An event has to match all fields of it. */
    private static boolean advancedLetsThrough(JsonNode selector) {
        var fields = items(Optional.of(selector.path("fieldSelectors"))).toList();
        return !fields.isEmpty()
                && fields.stream().allMatch(field -> Optional.ofNullable(
                                EVENT.get(field.path("field").asText()))
                        .filter(value -> matches(field, value))
                        .isPresent());
    }

    /** Any value of an operator will do, of a negated one none may. */
    private static boolean matches(JsonNode field, String value) {
        return OPERATORS.entrySet().stream()
                        .filter(operator -> field.path(operator.getKey()).isArray())
                        .allMatch(operator -> any(field.path(operator.getKey()), value, operator.getValue()))
                && NEGATIONS.entrySet().stream()
                        .noneMatch(operator -> any(field.path(operator.getKey()), value, operator.getValue()));
    }

    private static boolean any(JsonNode values, String value, BiPredicate<String, String> matches) {
        return items(Optional.of(values)).anyMatch(each -> matches.test(value, each.asText()));
    }

    private static Stream<JsonNode> items(Optional<JsonNode> list) {
        return list.filter(JsonNode::isArray).stream()
                .flatMap(items -> StreamSupport.stream(items.spliterator(), false));
    }
}
