package dev.lonekey.detector.oracle;

import java.util.List;
import java.util.Optional;

/** The stories that histories are made of, those that invite mistakes before all. */
final class Plots {
    private static final List<String> ACTIONS =
            List.of("CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey", "CreateUser", "UpdateUser", "DeleteUser");

    private final World world;
    private final Dice dice;
    private final Scene scene;
    private final NamePlots names;
    private final SnapshotPlots snapshots;

    Plots(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
        this.scene = new Scene(world, dice);
        this.names = new NamePlots(world, dice, scene);
        this.snapshots = new SnapshotPlots(world, dice, world.circumstances());
    }

    void next() {
        scene.open();
        Circumstances circumstances = world.circumstances();
        if (circumstances.hasSnapshots() && dice.chance(circumstances.snapshotPercent())) {
            snapshots.next(scene.account());
        } else if (dice.chance(circumstances.rootPercent())) {
            rootKeys();
        } else {
            act();
        }
    }

    /** Looks at every account once more, when all changes show. */
    void end() {
        world.pass(200);
        world.accounts().forEach(account -> snapshots.complete(account, true));
    }

    private void act() {
        switch (dice.between(0, 20)) {
            case 0, 1 -> newUserWithKeys();
            case 2, 3 -> scene.createKey(scene.userOrNewOne());
            case 4, 5, 6 -> changeSomeKey();
            case 7 -> rotate(scene.userOrNewOne());
            case 8 -> flip();
            case 9, 10 -> names.recreate(scene.userOrNewOne());
            case 11 -> names.liveBriefly();
            case 12, 13 -> names.swapNames();
            case 14 -> names.renameAlongAChain(scene.userOrNewOne());
            case 15 -> names.renameAndReplace(scene.userOrNewOne());
            case 16, 17 -> selfService();
            case 18 -> signInFlight();
            case 19 -> deny();
            default -> fail();
        }
    }

    private void newUserWithKeys() {
        Holder user = scene.createUser(scene.freeName());
        for (int keys = dice.between(0, 2); keys > 0; keys--) {
            scene.createKey(user);
        }
    }

    private void changeSomeKey() {
        scene.anyKey(true).ifPresent(key -> {
            Request request =
                    dice.chance(30) ? Request.deleteKey(key.id()) : Request.setStatus(key.id(), dice.chance(55));
            boolean byKeyIdAlone = key.isOwnerNamed() && !key.holder().isRoot() && dice.chance(15);
            if (byKeyIdAlone) {
                scene.call(Caller.role(dice), request);
                world.saw(Nasty.OWNER_BY_KEY_ID_ALONE);
            } else {
                scene.onKeyOf(key.holder(), request);
            }
        });
    }

    private void rotate(Holder user) {
        Optional<TrueKey> old = user.activeKeys().stream().findFirst();
        long began = world.now();
        boolean oldGoesFirst = dice.chance(50);
        if (oldGoesFirst) {
            old.ifPresent(key -> retire(user, key));
        }
        boolean made = scene.createKey(user).succeeded();
        if (!oldGoesFirst) {
            old.ifPresent(key -> retire(user, key));
        }
        world.saw(Nasty.SAME_SECOND_ROTATION, old.isPresent() && made && world.now() == began);
    }

    private void retire(Holder user, TrueKey key) {
        scene.onKeyOf(user, dice.chance(50) ? Request.deleteKey(key.id()) : Request.setStatus(key.id(), false));
    }

    private void flip() {
        scene.anyKey(true).ifPresent(key -> {
            boolean first = dice.chance(50);
            scene.onKeyOf(key.holder(), Request.setStatus(key.id(), first));
            scene.onKeyOf(key.holder(), Request.setStatus(key.id(), !first));
        });
    }

    private void selfService() {
        scene.anyUser()
                .flatMap(user -> user.activeKeys().stream().findFirst())
                .ifPresent(key -> selfService(Caller.signingWith(key, scene.account()), key));
    }

    private void selfService(Caller caller, TrueKey signing) {
        TrueKey target = dice.pick(signing.holder().keys());
        Request request =
                switch (dice.between(0, 3)) {
                    case 0 -> Request.deleteKey(target.id());
                    case 1 -> Request.setStatus(target.id(), dice.chance(50));
                    default -> Request.createKey();
                };
        boolean unnamed = dice.chance(50);
        scene.call(caller, unnamed ? request : request.of(signing.holder().name()));
        world.saw(unnamed ? Nasty.SELF_SERVICE_UNNAMED : Nasty.SELF_SERVICE);
    }

    /** A key goes, and a call that it has signed before completes after that. */
    private void signInFlight() {
        scene.anyKey(true).filter(TrueKey::isActive).ifPresent(key -> {
            retire(key.holder(), key);
            world.pass(dice.pick(List.of(0, 1, 5, 29, 30)));
            Caller caller = Caller.signingWith(key, scene.account());
            Request own = Request.createKey();
            if (!key.mayBeInFlight(world.now())) {
                return;
            }
            if (isAlive(key.holder()) && world.canTellApart(scene.account(), caller, own) && dice.chance(25)) {
                scene.call(caller, own);
            } else {
                world.deny(scene.account(), caller, dice.pick(ACTIONS));
            }
            world.saw(key.isDeleted() ? Nasty.IN_FLIGHT_AFTER_DELETED : Nasty.IN_FLIGHT_AFTER_INACTIVE);
        });
    }

    private boolean isAlive(Holder holder) {
        return holder.isRoot() || scene.account().users().contains(holder);
    }

    private void deny() {
        Caller caller = scene.anyKey(false)
                .filter(key -> key.isActive() || key.mayBeInFlight(world.now()))
                .map(key -> Caller.signingWith(key, scene.account()))
                .orElseGet(() -> Caller.role(dice));
        world.deny(scene.account(), caller, dice.pick(ACTIONS));
    }

    private void fail() {
        String unused = scene.freeName();
        String used = scene.userOrNewOne().name();
        String noKey = dice.awsId("AKIA");
        scene.call(
                switch (dice.between(0, 6)) {
                    case 0 -> Request.deleteUser(unused);
                    case 1 -> Request.rename(unused, used);
                    case 2 -> Request.createUser(used);
                    case 3 -> Request.deleteKey(noKey).of(used);
                    case 4 -> Request.createKey().of(unused);
                    case 5 ->
                        Request.setStatus(scene.anyKey(false).map(TrueKey::id).orElse(noKey), dice.chance(50))
                                .of(unused);
                    default -> Request.deleteUser(used);
                });
    }

    private void rootKeys() {
        Holder root = scene.account().root();
        scene.createKey(root);
        if (dice.chance(60)) {
            scene.onKeyOf(root, Request.setStatus(dice.pick(root.keys()).id(), dice.chance(30)));
        }
        if (dice.chance(50)) {
            scene.onKeyOf(root, Request.deleteKey(dice.pick(root.keys()).id()));
        }
    }
}
