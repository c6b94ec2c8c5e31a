package dev.lonekey.detector.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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

    Account(String id, Optional<String> alias, String keyPrefix, int keyLimit, Dice dice) {
        this.id = id;
        this.alias = alias;
        this.keyPrefix = keyPrefix;
        this.keyLimit = keyLimit;
        this.dice = dice;
    }

    Answer execute(Request request, Caller caller, long now) {
        return switch (request.action()) {
            case "CreateUser" -> createUser(request.userName().orElseThrow());
            case "DeleteUser" -> deleteUser(request.userName().orElseThrow());
            case "UpdateUser" -> updateUser(request.userName().orElseThrow(), request.newUserName());
            case "CreateAccessKey" ->
                holderOf(request, caller).map(this::createKey).orElseGet(Account::noSuchEntity);
            default ->
                keyOf(request, caller).map(key -> change(key, request, now)).orElseGet(Account::noSuchEntity);
        };
    }

    private Answer createUser(String name) {
        if (living.containsKey(lower(name))) {
            return Answer.refused("EntityAlreadyExistsException");
        }
        Holder user = Holder.user(dice.awsId("AIDA"), name);
        everyone.add(user);
        living.put(lower(name), user);
        return Answer.about(user);
    }

    private Answer deleteUser(String name) {
        Holder user = living.get(lower(name));
        if (user == null) {
            return noSuchEntity();
        }
        if (!user.keys().isEmpty()) {
            return Answer.refused("DeleteConflictException");
        }
        living.remove(lower(name));
        return Answer.about(user);
    }

    private Answer updateUser(String name, Optional<String> newName) {
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
        user.rename(target);
        return Answer.about(user);
    }

    private Answer createKey(Holder holder) {
        if (holder.keys().size() >= keyLimit) {
            return Answer.refused("LimitExceededException");
        }
        TrueKey key = new TrueKey(dice.awsId(keyPrefix), holder);
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
