package dev.lonekey.standalone.check;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.runtime.text.Harmless;
import dev.lonekey.standalone.evidence.Source;
import dev.lonekey.standalone.terminal.InWords;
import dev.lonekey.standalone.terminal.Palette;
import dev.lonekey.standalone.terminal.Paragraph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The state of one account in a few lines. */
record AccountLines(Palette palette, Instant now) {

    private static final String ROOT_KEYS = "root access keys";
    private static final String ROOT_CERTIFICATES = "root certificates";
    private static final String USERS = "users";
    private static final String UNKNOWN = "unknown";
    private static final int TEXT_COLUMNS = 78;

    /** Lines to print, without line ends. */
    List<String> of(Verdict verdict) {
        var lines = new ArrayList<String>();
        var name = verdict.name().map(known -> " (" + Harmless.text(known) + ")");
        lines.add(palette.bold("Account " + Harmless.text(verdict.id()) + name.orElse("")));
        lines.add("");
        if (!verdict.coverage().isNothing()) {
            rootKeys(lines, verdict);
            rootCertificates(lines, verdict);
            users(lines, verdict);
        }
        verdict.gaps().forEach(gap -> add(lines, "not judged", gap, palette::bold));
        var gone = verdict.coverage().perhapsGone();
        if (!gone.isEmpty()) {
            add(
                    lines,
                    "perhaps deleted",
                    Names.of(gone) + ": in other files, but not in list-users",
                    UnaryOperator.identity());
        }
        verdict.evidence().remarks().forEach(remark -> add(lines, "done without", remark, UnaryOperator.identity()));
        verdict.coverage().sources().forEach(source -> add(lines, "evidence", evidence(source), palette::faint));
        return lines;
    }

    private void rootKeys(List<String> lines, Verdict verdict) {
        switch (verdict.rootKeys()) {
            case NONE -> add(lines, ROOT_KEYS, "none", palette::good);
            case ACTIVE -> add(lines, ROOT_KEYS, "an active one", worst(Severity.CRITICAL));
            case INACTIVE -> add(lines, ROOT_KEYS, "there is one, but none is active", worst(Severity.HIGH));
            case PRESENT -> add(lines, ROOT_KEYS, "a root key exists, status unknown", worst(Severity.CRITICAL));
            case UNKNOWN -> add(lines, ROOT_KEYS, UNKNOWN, palette::bold);
        }
    }

    private void rootCertificates(List<String> lines, Verdict verdict) {
        switch (verdict.rootCertificates()) {
            case NONE -> add(lines, ROOT_CERTIFICATES, "none", palette::good);
            case PRESENT -> add(lines, ROOT_CERTIFICATES, "there is a signing certificate", worst(Severity.HIGH));
            case UNKNOWN -> add(lines, ROOT_CERTIFICATES, UNKNOWN, palette::bold);
        }
    }

    private void users(List<String> lines, Verdict verdict) {
        var coverage = verdict.coverage();
        var several = verdict.usersWithSeveralKeys();
        var judged = InWords.number(coverage.judged());
        var of = coverage.isWhole() ? judged : "the " + judged + " judged";
        if (!several.isEmpty()) {
            var have = several.size() == 1 ? " has" : " have";
            var text =
                    InWords.number(several.size()) + " of " + of + have + " several active keys: " + Names.of(several);
            add(lines, USERS, text, worst(Severity.MEDIUM));
        } else if (coverage.judged() > 0) {
            var text = "none of " + of + " has several active keys";
            add(lines, USERS, text, coverage.isWhole() ? palette::good : UnaryOperator.identity());
        } else if (coverage.isWhole()) {
            add(lines, USERS, "there are none", palette::good);
        } else {
            add(lines, USERS, UNKNOWN, palette::bold);
        }
    }

    private String evidence(Source source) {
        var asOf = source.asOf().map(at -> "as of " + InWords.time(at));
        return switch (source.kind()) {
            case LISTS -> "lists of users and keys: " + asOf.orElse("tell no time, taken as of now");
            case ACCOUNT_SUMMARY -> "account summary: " + asOf.orElse("tells no time, taken as of now");
            case CREDENTIAL_REPORT -> "credential report: " + age(source.asOf());
        };
    }

    private String age(Optional<Instant> generatedAt) {
        return generatedAt
                .map(at ->
                        "generated " + InWords.time(at) + ", " + InWords.duration(Duration.between(at, now)) + " ago")
                .orElse("its age is not known, since only the JSON tells it; taken as of now");
    }

    private void add(List<String> lines, String label, String text, UnaryOperator<String> colour) {
        var first = true;
        for (var line : Paragraph.lines(text, TEXT_COLUMNS)) {
            lines.add("  %-17s  %s".formatted(first ? label : "", colour.apply(line)));
            first = false;
        }
    }

    private UnaryOperator<String> worst(Severity severity) {
        return text -> palette.severity(severity, text);
    }
}
