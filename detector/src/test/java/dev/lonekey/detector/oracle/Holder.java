package dev.lonekey.detector.oracle;

import dev.lonekey.detector.oracle.ExpectedViolation.Reason;
import dev.lonekey.detector.oracle.TrueKey.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who truly holds keys: the root user, or an IAM user from its creation to its deletion, through renames. */
final class Holder {
    private final Optional<String> userId;
    private final List<TrueKey> everHeld = new ArrayList<>();
    private final Watch watch;
    private String name;
    private boolean known;

    private Holder(Optional<String> userId, String name, WatchedRule rule) {
        this.userId = userId;
        this.name = name;
        this.watch = new Watch(rule.allowed());
    }

    static Holder root() {
        return new Holder(Optional.empty(), ExpectedViolation.ROOT, WatchedRule.ROOT_ACCESS_KEY_PRESENT);
    }

    static Holder user(String userId, String name) {
        return new Holder(Optional.of(userId), name, WatchedRule.IAM_USER_MULTIPLE_ACTIVE_KEYS);
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

    void rename(String newName) {
        name = newName;
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
