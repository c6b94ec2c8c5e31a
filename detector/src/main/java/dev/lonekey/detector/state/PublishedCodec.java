package dev.lonekey.detector.state;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.contract.violation.ViolationEvent.Exemption;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.rule.Breach;
import dev.lonekey.detector.violation.PublishedViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What was published of a violation, as bytes. */
final class PublishedCodec {

    // What is stored is the place in these lists, so they only ever grow at their ends.
    private static final List<Severity> SEVERITIES =
            List.of(Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL);
    private static final List<Discovery> DISCOVERIES = List.of(Discovery.LIVE, Discovery.LATE, Discovery.BASELINE);
    private static final List<KeyStatus> STATUSES =
            List.of(KeyStatus.ACTIVE, KeyStatus.INACTIVE, KeyStatus.DELETED, KeyStatus.UNKNOWN);
    private static final List<Resolution> REASONS = List.of(
            Resolution.KEY_DELETED,
            Resolution.USER_DELETED,
            Resolution.KEY_DEACTIVATED,
            Resolution.RETRACTED,
            Resolution.ABSENT_FROM_SNAPSHOT,
            Resolution.ACCOUNT_GONE,
            Resolution.RULE_DISABLED);

    private PublishedCodec() {}

    static void write(StateWriter out, PublishedViolation violation, Index<Name> names, Index<String> keys) {
        out.text(violation.id())
                .text(violation.ruleId())
                .number(violation.revision())
                .number(SEVERITIES.indexOf(violation.severity()))
                .number(DISCOVERIES.indexOf(violation.discovery()))
                .number(names.of(violation.name()))
                .time(violation.firstOpenedAt())
                .time(violation.openedAt());
        out.number(violation.end().map(end -> REASONS.indexOf(end.reason()) + 1).orElse(0));
        violation.end().ifPresent(end -> out.time(end.at()));
        out.number(violation.keys().size());
        new TreeMap<>(violation.keys())
                .forEach((key, status) -> out.number(keys.of(key)).number(STATUSES.indexOf(status)));
    }

    static PublishedViolation read(StateReader in, Index<Name> names, Index<String> keys) {
        var id = in.text();
        var ruleId = in.text();
        var revision = in.integer();
        var severity = SEVERITIES.get(in.integer());
        var discovery = DISCOVERIES.get(in.integer());
        var name = names.at(in.number());
        var firstOpenedAt = in.time();
        var openedAt = in.time();
        var reason = in.integer();
        var end = reason == 0
                ? Optional.<Breach.End>empty()
                : Optional.of(new Breach.End(in.time(), REASONS.get(reason - 1)));
        var statuses = new TreeMap<String, KeyStatus>();
        for (var left = in.count(); left > 0; left--) {
            statuses.put(keys.at(in.number()), STATUSES.get(in.integer()));
        }
        return new PublishedViolation(
                id,
                ruleId,
                firstOpenedAt,
                openedAt,
                end,
                revision,
                severity,
                statuses,
                name,
                discovery,
                Optional.empty());
    }

    /** Exceptions are rare, so they stand by themselves, each with the place of its violation. */
    static void writeExemptions(StateWriter out, List<PublishedViolation> published) {
        var exempted = published.stream()
                .filter(violation -> violation.exemption().isPresent())
                .toList();
        out.number(exempted.size());
        for (var violation : exempted) {
            var exemption = violation.exemption().get();
            out.number(published.indexOf(violation))
                    .text(exemption.reason())
                    .text(exemption.owner())
                    .time(exemption.expiresAt());
        }
    }

    static List<PublishedViolation> readExemptions(StateReader in, List<PublishedViolation> published) {
        var exempted = new ArrayList<>(published);
        for (var left = in.count(); left > 0; left--) {
            var place = in.integer();
            exempted.set(
                    place, exempted.get(place).exempted(Optional.of(new Exemption(in.text(), in.text(), in.time()))));
        }
        return exempted;
    }
}
