package dev.lonekey.detector.oracle;

import java.util.Locale;

/** Stories in which names change hands: a name is not a user. */
final class NamePlots {
    private final World world;
    private final Dice dice;
    private final Scene scene;

    NamePlots(World world, Dice dice, Scene scene) {
        this.world = world;
        this.dice = dice;
        this.scene = scene;
    }

    void recreate(Holder user) {
        long began = world.now();
        String name = user.name();
        scene.deleteKeys(user);
        scene.call(Request.deleteUser(name));
        Holder next = scene.createUser(name);
        world.saw(Nasty.SAME_SECOND_RECREATION, world.now() == began);
        for (int keys = dice.between(0, 2); keys > 0; keys--) {
            scene.createKey(next);
        }
    }

    void liveBriefly() {
        long began = world.now();
        Holder user = scene.createUser(scene.freeName());
        scene.createKey(user);
        if (dice.chance(30)) {
            scene.rename(user, scene.freeName());
        }
        scene.deleteKeys(user);
        scene.call(Request.deleteUser(user.name()));
        world.saw(Nasty.SAME_SECOND_LIFE, world.now() == began);
    }

    void swapNames() {
        Holder one = scene.userOrNewOne();
        Holder other = scene.anyUser().filter(user -> user != one).orElseGet(() -> scene.createUser(scene.freeName()));
        String name = one.name();
        String otherName = other.name();
        long began = world.now();
        scene.rename(one, scene.freeName());
        scene.rename(other, name);
        scene.rename(one, otherName);
        world.saw(world.now() == began ? Nasty.SAME_SECOND_SWAP : Nasty.SLOW_SWAP);
        if (dice.chance(50)) {
            scene.createKey(dice.chance(50) ? one : other);
        }
    }

    void renameAlongAChain(Holder user) {
        if (dice.chance(25)) {
            scene.rename(user, user.name().toUpperCase(Locale.ROOT));
            world.saw(Nasty.CASE_ONLY_RENAME);
        }
        for (int renames = dice.between(1, 3); renames > 0; renames--) {
            scene.rename(user, scene.freeName());
            if (dice.chance(30)) {
                scene.createKey(user);
            }
        }
        world.saw(Nasty.RENAME_CHAIN);
        if (dice.chance(20)) {
            scene.call(Request.move(user.name()));
        }
    }

    void renameAndReplace(Holder user) {
        String name = user.name();
        scene.rename(user, scene.freeName());
        Holder next = scene.createUser(name);
        scene.createKey(next);
        if (dice.chance(60)) {
            scene.createKey(dice.chance(50) ? user : next);
        }
    }
}
