package dev.lonekey.ingest.standin;

/** The organization of the home account, which is its management account. */
public final class StandInOrganization {

    StandInOrganization() {}

    /** Adds an active account to the organizational unit at the path, such as {@code Root/Prod/Web}. */
    public void add(String accountId, String name, String ouPath) {}

    /** Sets the status of an account, such as {@code SUSPENDED}. */
    public void status(String accountId, String status) {}

    /** Removes an account. */
    public void remove(String accountId) {}

    /** Puts this many items on a page. */
    public void pageSize(int items) {}

    /** Puts an empty page with a token before every page that is not empty. */
    public void emptyPagesBetween(boolean yes) {}
}
