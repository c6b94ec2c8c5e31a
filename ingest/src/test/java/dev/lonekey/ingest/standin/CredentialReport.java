package dev.lonekey.ingest.standin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The credential report of an account as AWS wrote it in 2026: 22 columns, lines that end with LF but for the last. */
final class CredentialReport {

    private static final String HEADER = "user,arn,user_creation_time,"
            + "password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,"
            + "access_key_1_active,access_key_1_last_rotated,"
            + "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
            + "access_key_2_active,access_key_2_last_rotated,"
            + "access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,"
            + "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";
    private static final String NONE = "N/A";
    private static final Instant ACCOUNT_CREATED = Instant.parse("2020-01-01T00:00:00Z");

    /** Active keys come first, since AWS fills the slots in no order of time. */
    private static final Comparator<IamKey> BY_SLOT =
            Comparator.comparing(IamKey::active).reversed().thenComparing(IamKey::createdAt);

    private final String arnPrefix;
    private final Function<String, Optional<Instant>> lastUse;

    CredentialReport(String partition, String account, Function<String, Optional<Instant>> lastUse) {
        arnPrefix = "arn:%s:iam::%s:".formatted(partition, account);
        this.lastUse = lastUse;
    }

    String of(IamState state) {
        var users = state.users().values().stream().map(this::line);
        return Stream.concat(Stream.of(HEADER, rootLine(state)), users).collect(Collectors.joining("\n"));
    }

    private String rootLine(IamState state) {
        var cells = new ArrayList<>(List.of("<root_account>", arnPrefix + "root", time(ACCOUNT_CREATED)));
        cells.addAll(List.of("not_supported", "no_information", "not_supported", "not_supported", "true"));
        addKeys(cells, state.rootKeys());
        addCertificates(cells, state.rootCertificates());
        return String.join(",", cells);
    }

    private String line(IamUser user) {
        var cells = new ArrayList<>(List.of(user.name(), arnPrefix + "user/" + user.name(), time(user.createdAt())));
        cells.addAll(List.of("false", NONE, NONE, NONE, "false"));
        addKeys(cells, user.keys());
        addCertificates(cells, 0);
        return String.join(",", cells);
    }

    private void addKeys(List<String> cells, List<IamKey> keys) {
        var slots = keys.stream().sorted(BY_SLOT).toList();
        for (var slot = 0; slot < 2; slot++) {
            cells.addAll(slot < slots.size() ? key(slots.get(slot)) : List.of("false", NONE, NONE, NONE, NONE));
        }
    }

    private List<String> key(IamKey key) {
        var state = List.of(Boolean.toString(key.active()), time(key.createdAt()));
        var use = lastUse.apply(key.id())
                .map(at -> List.of(time(at), "us-east-1", "s3"))
                .orElse(List.of(NONE, NONE, NONE));
        return Stream.concat(state.stream(), use.stream()).toList();
    }

    private static void addCertificates(List<String> cells, int count) {
        for (var slot = 0; slot < 2; slot++) {
            cells.addAll(slot < count ? List.of("true", time(ACCOUNT_CREATED)) : List.of("false", NONE));
        }
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
