package dev.lonekey.detector.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A simulated account that keeps IAM's rules: what it refuses changes nothing. */
final class Account {
    private final String id;
    private final Optional<String> alias;
    private final String keyPrefix;
    private final int keyLimit;
    private final Dice dice;
    private final Holder root = Holder.root();
    private final List<Holder> everyone = new ArrayList<>(List.of(root));
    private final Map<String, Holder> living = new HashMap<>();

    private final boolean govCloud;

    Account(String id, Optional<String> alias, String keyPrefix, int keyLimit, boolean govCloud, Dice dice) {
        this.id = id;
        this.alias = alias;
        this.keyPrefix = keyPrefix;
        this.keyLimit = keyLimit;
        this.dice = dice;
        this.govCloud = govCloud;
    }

    Answer execute(Request request, Caller caller, long now) {
        return switch (request.action()) {
            case "CreateUser" -> createUser(request.userName().orElseThrow(), now);
            case "DeleteUser" -> deleteUser(request.userName().orElseThrow(), now);
            case "UpdateUser" -> updateUser(request.userName().orElseThrow(), request.newUserName(), now);
            case "CreateAccessKey" ->
                holderOf(request, caller).map(holder -> createKey(holder, now)).orElseGet(Account::noSuchEntity);
            default ->
                keyOf(request, caller).map(key -> change(key, request, now)).orElseGet(Account::noSuchEntity);
        };
    }

    private Answer createUser(String name, long now) {
        if (living.containsKey(lower(name))) {
            return Answer.refused("EntityAlreadyExistsException");
        }
        Holder user = Holder.user(dice.awsId("AIDA"), name, now);
        everyone.add(user);
        living.put(lower(name), user);
        return Answer.about(user);
    }

    private Answer deleteUser(String name, long now) {
        Holder user = living.get(lower(name));
        if (user == null) {
            return noSuchEntity();
        }
        if (!user.keys().isEmpty()) {
            return Answer.refused("DeleteConflictException");
        }
        living.remove(lower(name));
        user.delete(now);
        return Answer.about(user);
    }

    private Answer updateUser(String name, Optional<String> newName, long now) {
        Holder user = living.get(lower(name));
        if (user == null) {
            return noSuchEntity();
        }
        String target = newName.orElseGet(user::name);
        if (living.getOrDefault(lower(target), user) != user) {
            return Answer.refused("EntityAlreadyExistsException");
        }
        living.remove(lower(name));
        living.put(lower(target), user);
        user.rename(target, now);
        return Answer.about(user);
    }

    private Answer createKey(Holder holder, long now) {
        if (holder.keys().size() >= keyLimit) {
            return Answer.refused("LimitExceededException");
        }
        TrueKey key = new TrueKey(dice.awsId(keyPrefix), holder, now);
        holder.everHeld().add(key);
        return Answer.about(key);
    }

    private static Answer change(TrueKey key, Request request, long now) {
        if (request.action().equals("DeleteAccessKey")) {
            key.delete(now);
        } else {
            key.setActive(request.asksActive(), now);
        }
        return Answer.about(key);
    }

    /** The user named, else whoever calls. */
    private Optional<Holder> holderOf(Request request, Caller caller) {
        if (request.userName().isPresent()) {
            return request.userName().map(name -> living.get(lower(name)));
        }
        return caller.isRoot() ? Optional.of(root) : caller.name().map(name -> living.get(lower(name)));
    }

    /** A role names nobody now and then: the key id alone tells the holder. */
    private Optional<TrueKey> keyOf(Request request, Caller caller) {
        boolean byIdAlone =
                caller.type() == Caller.Type.ASSUMED_ROLE && request.userName().isEmpty();
        List<Holder> holders =
                byIdAlone ? everyone : holderOf(request, caller).map(List::of).orElseGet(List::of);
        return holders.stream()
                .flatMap(holder -> holder.keys().stream())
                .filter(key -> key.id().equals(request.keyId().orElseThrow()))
                .findFirst();
    }

    private static Answer noSuchEntity() {
        return Answer.refused("NoSuchEntityException");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    String id() {
        return id;
    }

    Optional<String> alias() {
        return alias;
    }

    /** Where the summary does not tell of root. */
    boolean isGovCloud() {
        return govCloud;
    }

    Map<OpenRule, Set<String>> trulyOpen() {
        Map<OpenRule, Set<String>> open = new HashMap<>();
        for (Holder user : users()) {
            Set<String> active = user.activeKeys().stream().map(TrueKey::id).collect(Collectors.toSet());
            if (active.size() > 1) {
                open.put(new OpenRule(id, WatchedRule.IAM_USER_MULTIPLE_ACTIVE_KEYS, user.principal()), active);
            }
        }
        if (!govCloud && !root.keys().isEmpty()) {
            open.put(new OpenRule(id, WatchedRule.ROOT_ACCESS_KEY_PRESENT, root.principal()), Set.of());
        }
        if (!govCloud && root.hasCertificateAt(Long.MAX_VALUE)) {
            open.put(new OpenRule(id, WatchedRule.ROOT_SIGNING_CERTIFICATE_PRESENT, root.principal()), Set.of());
        }
        return open;
    }

    Optional<TrueKey> key(String keyId) {
        return everyone.stream()
                .flatMap(holder -> holder.everHeld().stream())
                .filter(key -> key.id().equals(keyId))
                .findFirst();
    }

    Holder root() {
        return root;
    }

    /** Root and all users, living or gone. */
    List<Holder> everyone() {
        return everyone;
    }

    /** In the order of their creation, so that chance depends on the seed alone. */
    List<Holder> users() {
        return everyone.stream()
                .filter(holder -> living.get(holder.principal()) == holder)
                .toList();
    }

    boolean isFree(String name) {
        return !living.containsKey(lower(name));
    }
}
