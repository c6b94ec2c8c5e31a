package dev.lonekey.detector.oracle;

import dev.lonekey.detector.oracle.ExpectedViolation.Reason;
import dev.lonekey.detector.oracle.TrueKey.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who truly holds keys: the root user, or an IAM user from its creation to its deletion, through renames. */
final class Holder {
    private final Optional<String> userId;
    private final List<TrueKey> everHeld = new ArrayList<>();
    private final Watch watch;
    /** The name from a second on, or nothing from the deletion on. */
    private final TreeMap<Long, Optional<String>> names = new TreeMap<>();

    private final TreeMap<Long, Boolean> certificates = new TreeMap<>();
    private String name;
    private boolean known;

    private Holder(Optional<String> userId, String name, WatchedRule rule) {
        this.userId = userId;
        this.name = name;
        this.watch = new Watch(rule);
    }

    static Holder root() {
        return new Holder(Optional.empty(), ExpectedViolation.ROOT, WatchedRule.ROOT_ACCESS_KEY_PRESENT);
    }

    static Holder user(String userId, String name, long now) {
        Holder user = new Holder(Optional.of(userId), name, WatchedRule.IAM_USER_MULTIPLE_ACTIVE_KEYS);
        user.names.put(now, Optional.of(name));
        return user;
    }

    void endOfSecond(long second) {
        everHeld.forEach(TrueKey::endOfSecond);
        Set<String> counted =
                everHeld.stream().filter(this::counts).map(TrueKey::id).collect(Collectors.toSet());
        watch.endOfSecond(second, counted, this::whyLost);
    }

    private boolean counts(TrueKey key) {
        return key.seen() == Seen.ACTIVE || (isRoot() && key.seen() == Seen.INACTIVE);
    }

    /** Keys of a user are deleted before the user is, so the account itself never sees USER_DELETED. */
    private Reason whyLost(Set<String> lost) {
        boolean deleted = everHeld.stream().anyMatch(key -> lost.contains(key.id()) && key.isDeleted());
        return deleted ? Reason.KEY_DELETED : Reason.KEY_DEACTIVATED;
    }

    List<ExpectedViolation> violations(String account) {
        return watch.violations(account, principal());
    }

    boolean isRoot() {
        return userId.isEmpty();
    }

    String userId() {
        return userId.orElseThrow();
    }

    String name() {
        return name;
    }

    void rename(String newName, long now) {
        name = newName;
        names.put(now, Optional.of(newName));
    }

    void delete(long now) {
        names.put(now, Optional.empty());
    }

    /** The name at the end of a second, if there is such a user then. */
    Optional<String> nameAt(long second) {
        return Optional.ofNullable(names.floorEntry(second)).flatMap(Map.Entry::getValue);
    }

    /** Whether the name is borne, in whatever case, at the end of some second of a span. */
    boolean bears(String other, long from, long to) {
        return Stream.concat(
                        nameAt(from).stream(),
                        names.subMap(from, false, to, true).values().stream().flatMap(Optional::stream))
                .anyMatch(other::equalsIgnoreCase);
    }

    void setCertificate(boolean present, long now) {
        certificates.put(now, present);
    }

    boolean hasCertificateAt(long second) {
        return certificates.floorEntry(second) != null
                && certificates.floorEntry(second).getValue();
    }

    String principal() {
        return isRoot() ? ExpectedViolation.ROOT : name.toLowerCase(Locale.ROOT);
    }

    List<TrueKey> everHeld() {
        return everHeld;
    }

    List<TrueKey> keys() {
        return everHeld.stream().filter(key -> !key.isDeleted()).toList();
    }

    List<TrueKey> activeKeys() {
        return everHeld.stream().filter(TrueKey::isActive).toList();
    }

    /** Whether the records so far tell of this user: one from before the first record may be unheard of. */
    boolean isKnown() {
        return known;
    }

    void becomesKnown() {
        known = true;
    }
}
