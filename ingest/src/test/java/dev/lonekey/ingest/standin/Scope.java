package dev.lonekey.ingest.standin;

/** Accounts and actions: either may be {@code *}, and an action may end with {@code *}. */
record Scope(String account, String action) {

    boolean holds(String otherAccount, String otherAction) {
        return (account.equals("*") || account.equals(otherAccount))
                && (action.endsWith("*")
                        ? otherAction.startsWith(action.substring(0, action.length() - 1))
                        : action.equals(otherAction));
    }
}
