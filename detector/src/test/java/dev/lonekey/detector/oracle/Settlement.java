package dev.lonekey.detector.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The accounts in which histories play. */
final class Settlement {
    private Settlement() {}

    static List<Account> accounts(Dice dice, boolean inhabited, int rootPercent) {
        List<Account> accounts = new ArrayList<>(List.of(account("111122223333", dice)));
        if (dice.chance(25)) {
            accounts.add(account(dice.pick(List.of("444455556666", "7777888899990")), dice));
        }
        if (inhabited) {
            accounts.forEach(account -> settle(account, dice, rootPercent));
        }
        return accounts;
    }

    private static Account account(String id, Dice dice) {
        Optional<String> alias = dice.pick(List.of(Optional.empty(), Optional.of("acme-prod"), Optional.of("bob")));
        String keyPrefix = dice.chance(90) ? "AKIA" : "KEYS";
        int keyLimit = dice.chance(75) ? 2 : dice.between(3, 4);
        return new Account(id, alias, keyPrefix, keyLimit, dice.chance(12), dice);
    }

    /** What was there before the first record; keys that are not active have been so for long. */
    private static void settle(Account account, Dice dice, int rootPercent) {
        Caller nobody = Caller.role(dice);
        for (String name :
                dice.shuffled(List.of("alice", "bob", "jack", "root", "tmp")).subList(0, 3)) {
            account.execute(Request.createUser(name), nobody, 0);
            for (int keys = dice.between(0, 2); keys > 0; keys--) {
                account.execute(Request.createKey().of(name), nobody, 0).key().ifPresent(key -> {
                    if (dice.chance(25)) {
                        key.setActive(false, 0);
                    }
                });
            }
        }
        for (int keys = dice.chance(30 + rootPercent) ? dice.between(1, 2) : 0; keys > 0; keys--) {
            account.execute(Request.createKey(), Caller.root(account, dice), 0);
        }
    }
}
