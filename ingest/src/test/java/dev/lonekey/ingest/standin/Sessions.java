package dev.lonekey.ingest.standin;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The credentials that were issued. They age by real time, since the SDK judges their age by that. */
final class Sessions {

    static final String BASE_KEY = "ASIAEXAMPLEHOME00001";
    static final String SECRET = "made-up-secret";
    static final String TOKEN = "made-up-token";

    private final Ids ids;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Set<String> expired = ConcurrentHashMap.newKeySet();

    Sessions(Ids ids, String homeAccount) {
        this.ids = ids;
        sessions.put(
                BASE_KEY, new Session(new Caller(homeAccount, "lonekey", "lonekey-ingest", BASE_KEY), Instant.MAX));
    }

    Session open(String account, String role, String name, Duration life) {
        var caller = new Caller(account, role, name, ids.session());
        var session = new Session(caller, Instant.now().plus(life));
        sessions.put(caller.accessKeyId(), session);
        return session;
    }

    Optional<Caller> caller(String accessKeyId) {
        return Optional.ofNullable(sessions.get(accessKeyId)).map(Session::caller);
    }

    boolean hasExpired(Caller caller) {
        return expired.contains(caller.accessKeyId())
                || !Instant.now().isBefore(sessions.get(caller.accessKeyId()).expires());
    }

    void expire(String account) {
        sessions.values().stream()
                .map(Session::caller)
                .filter(caller -> account.equals("*") || caller.account().equals(account))
                .forEach(caller -> expired.add(caller.accessKeyId()));
    }

    void unexpire() {
        expired.clear();
    }

    record Session(Caller caller, Instant expires) {}
}
