package dev.lonekey.detector.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The account in which the present plot plays, with the moves that plots are made of. */
final class Scene {
    private static final List<String> NAMES =
            List.of("bob", "Bobby", "alice", "root", "jack", "jackson", "tmp", "deploy", "acme-prod");

    private final World world;
    private final Dice dice;
    private final Set<String> everTaken = new HashSet<>();
    private Account account;
    private boolean withinOneSecond;

    Scene(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
        this.account = world.accounts().get(0);
    }

    /** Moves to some account after some time; half of the plots begin in a second of their own and stay in it. */
    void open() {
        account = dice.pick(world.accounts());
        withinOneSecond = dice.chance(55);
        world.pass(
                switch (dice.between(0, 9)) {
                    case 0, 1, 2 -> 0;
                    case 3, 4 -> 1;
                    case 5, 6, 7 -> dice.between(2, 60);
                    case 8 -> dice.between(60, 4_000);
                    default -> dice.between(4_000, 90_000);
                });
    }

    void step() {
        if (!withinOneSecond) {
            world.pass(dice.between(0, 12));
        }
    }

    Answer call(Request request) {
        return call(anyone(), request);
    }

    Answer call(Caller caller, Request request) {
        Answer answer = world.call(account, caller, request);
        step();
        return answer;
    }

    Holder createUser(String name) {
        noteTaken(name);
        return call(Request.createUser(name)).holder().orElseThrow();
    }

    void rename(Holder user, String newName) {
        noteTaken(newName);
        call(Request.rename(user.name(), newName));
    }

    Answer createKey(Holder holder) {
        return onKeyOf(holder, Request.createKey());
    }

    void deleteKeys(Holder holder) {
        holder.keys().forEach(key -> onKeyOf(holder, Request.deleteKey(key.id())));
    }

    /** Only root manages root's keys, and does so without a user name. */
    Answer onKeyOf(Holder holder, Request request) {
        if (holder.isRoot()) {
            List<TrueKey> keys = holder.activeKeys();
            boolean longTerm = !keys.isEmpty() && dice.chance(40);
            return call(longTerm ? Caller.signingWith(dice.pick(keys), account) : Caller.root(account, dice), request);
        }
        return call(request.of(holder.name()));
    }

    /** Roles above all, whose calls prove nothing but themselves; root; users in the console or by a key of theirs. */
    private Caller anyone() {
        List<TrueKey> keys = new ArrayList<>(account.root().activeKeys());
        List<Holder> users = account.users();
        users.forEach(user -> keys.addAll(user.activeKeys()));
        int choice = dice.between(0, 99);
        if (choice < 30 && !keys.isEmpty()) {
            return Caller.signingWith(dice.pick(keys), account);
        }
        if (choice < 45 && !users.isEmpty()) {
            return Caller.inConsole(dice.pick(users), dice);
        }
        return choice < 55 ? Caller.root(account, dice) : Caller.role(dice);
    }

    Optional<Holder> anyUser() {
        List<Holder> users = account.users();
        return users.isEmpty() ? Optional.empty() : Optional.of(dice.pick(users));
    }

    Holder userOrNewOne() {
        return anyUser().orElseGet(() -> createUser(freeName()));
    }

    /** Some key that exists now or, if not only living ones will do, once did. */
    Optional<TrueKey> anyKey(boolean living) {
        List<TrueKey> keys = account.everyone().stream()
                .flatMap(holder -> (living ? holder.keys() : holder.everHeld()).stream())
                .toList();
        return keys.isEmpty() ? Optional.empty() : Optional.of(dice.pick(keys));
    }

    String freeName() {
        return dice.shuffled(NAMES).stream()
                .filter(account::isFree)
                .findFirst()
                .orElseGet(() -> "user-" + dice.between(1, 1_000_000));
    }

    private void noteTaken(String name) {
        boolean again = !everTaken.add(account.id() + name.toLowerCase(Locale.ROOT));
        world.saw(Nasty.OLD_NAME_TAKEN, again && account.isFree(name));
        world.saw(
                Nasty.ALIAS_IS_A_USERS_NAME,
                account.alias().filter(name::equals).isPresent());
    }

    Account account() {
        return account;
    }
}
