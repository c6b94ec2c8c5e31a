package dev.lonekey.detector.oracle;

import java.util.Optional;

/**
 * Who signs a call, named as at the time of the call.
 *
 * @param name the user's name, the account's alias (Root, if it has one) or the role's name
 * @param longTermKey the signing key if it is one of the caller's own; otherwise temporary credentials sign
 */
record Caller(
        Type type, Optional<String> name, String principalId, String signingKeyId, Optional<TrueKey> longTermKey) {
    enum Type {
        ROOT("Root"),
        IAM_USER("IAMUser"),
        ASSUMED_ROLE("AssumedRole");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    static Caller signingWith(TrueKey key, Account account) {
        Holder holder = key.holder();
        return new Caller(
                holder.isRoot() ? Type.ROOT : Type.IAM_USER,
                holder.isRoot() ? account.alias() : Optional.of(holder.name()),
                holder.isRoot() ? account.id() : holder.userId(),
                key.id(),
                Optional.of(key));
    }

    static Caller root(Account account, Dice dice) {
        return new Caller(Type.ROOT, account.alias(), account.id(), dice.awsId("ASIA"), Optional.empty());
    }

    static Caller inConsole(Holder user, Dice dice) {
        return new Caller(Type.IAM_USER, Optional.of(user.name()), user.userId(), dice.awsId("ASIA"), Optional.empty());
    }

    static Caller role(Dice dice) {
        String role = dice.awsId("AROA") + ":session-" + dice.between(1, 9);
        return new Caller(Type.ASSUMED_ROLE, Optional.of("deployer"), role, dice.awsId("ASIA"), Optional.empty());
    }

    boolean isRoot() {
        return type == Type.ROOT;
    }

    @Override
    public String toString() {
        return type.text() + " " + name.orElse("-") + " (" + signingKeyId + ")";
    }
}
