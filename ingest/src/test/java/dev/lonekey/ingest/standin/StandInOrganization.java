package dev.lonekey.ingest.standin;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The organization of the home account, which is its management account and in it from the start. The first part of the
 * path of an organizational unit is the root.
 */
public final class StandInOrganization {

    static final String ROOT = "Root";

    private static final int DEFAULT_ITEMS = 20;

    private final Clock clock;
    private final Consumer<String> joins;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, String> idsByPath = new LinkedHashMap<>();
    private final Set<String> administrators = ConcurrentHashMap.newKeySet();
    private int pageSize = DEFAULT_ITEMS;
    private boolean emptyPages;
    private boolean inUse = true;
    private boolean statusField = true;

    StandInOrganization(Clock clock, String managementAccount, Consumer<String> joins) {
        this.clock = clock;
        this.joins = joins;
        administrators.add(managementAccount);
        idsByPath.put(ROOT, "r-exam");
        add(managementAccount, "Management", ROOT);
    }

    /** Adds an active account to the organizational unit at the path, such as {@code Root/Prod/Web}. */
    public synchronized void add(String accountId, String name, String ouPath) {
        unitAt(ouPath);
        joins.accept(accountId);
        members.put(accountId, new Member(accountId, name, ouPath, "ACTIVE", clock.instant()));
    }

    /** Sets the status of an account, such as {@code SUSPENDED}. */
    public void status(String accountId, String status) {
        change(accountId, member -> new Member(accountId, member.name(), member.path(), status, member.joinedAt()));
    }

    /** Moves an account to the organizational unit at the path. */
    public void move(String accountId, String ouPath) {
        change(accountId, member -> {
            unitAt(ouPath);
            return new Member(accountId, member.name(), ouPath, member.status(), member.joinedAt());
        });
    }

    /** Removes an account. */
    public synchronized void remove(String accountId) {
        members.remove(accountId);
    }

    /** Puts this many items on a page; 20 unless told otherwise. */
    public synchronized void pageSize(int items) {
        pageSize = items;
    }

    /** Puts an empty page with a token before every page that is not empty. */
    public synchronized void emptyPagesBetween(boolean yes) {
        emptyPages = yes;
    }

    /** Lets an account other than the management account ask, as a delegated administrator. */
    public void delegateTo(String accountId) {
        administrators.add(accountId);
    }

    /** Says whether there is an organization at all; there is unless told otherwise. */
    public synchronized void inUse(boolean yes) {
        inUse = yes;
    }

    /** Leaves the field Status out of accounts, which AWS gives up in favour of State. */
    public synchronized void stateOnly() {
        statusField = false;
    }

    synchronized boolean hasStatusField() {
        return statusField;
    }

    synchronized boolean inUse() {
        return inUse;
    }

    boolean mayAsk(String accountId) {
        return administrators.contains(accountId);
    }

    synchronized int pageSize() {
        return pageSize;
    }

    synchronized boolean emptyPages() {
        return emptyPages;
    }

    synchronized List<Member> members() {
        return List.copyOf(members.values());
    }

    synchronized Optional<Member> member(String accountId) {
        return Optional.ofNullable(members.get(accountId));
    }

    synchronized List<Member> membersIn(Unit parent) {
        return members.values().stream()
                .filter(member -> member.path().equals(parent.path()))
                .toList();
    }

    synchronized Optional<Unit> unit(String id) {
        return units().stream().filter(unit -> unit.id().equals(id)).findAny();
    }

    synchronized List<Unit> units() {
        return idsByPath.entrySet().stream()
                .map(unit -> new Unit(unit.getValue(), unit.getKey()))
                .toList();
    }

    synchronized Unit unitAt(String path) {
        if (!path.equals(ROOT) && !path.startsWith(ROOT + "/")) {
            throw new IllegalArgumentException("The path must begin with " + ROOT + ": " + path);
        }
        var known = idsByPath.get(path);
        if (known == null) {
            unitAt(path.substring(0, path.lastIndexOf('/')));
            known = "ou-exam-%08d".formatted(idsByPath.size());
            idsByPath.put(path, known);
        }
        return new Unit(known, path);
    }

    private synchronized void change(String accountId, UnaryOperator<Member> change) {
        var member = member(accountId)
                .orElseThrow(() -> new IllegalStateException(accountId + " is not in the organization"));
        members.put(accountId, change.apply(member));
    }

    /** An account in the organization. */
    record Member(String id, String name, String path, String status, Instant joinedAt) {}

    /** The root or an organizational unit. */
    record Unit(String id, String path) {

        boolean isRoot() {
            return path.equals(ROOT);
        }

        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        Optional<String> parentPath() {
            return isRoot() ? Optional.empty() : Optional.of(path.substring(0, path.lastIndexOf('/')));
        }
    }
}
