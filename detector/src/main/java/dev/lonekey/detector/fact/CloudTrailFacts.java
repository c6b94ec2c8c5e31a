package dev.lonekey.detector.fact;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.cloudtrail.CloudTrailRecord.AccessKey;
import dev.lonekey.contract.cloudtrail.CloudTrailRecord.RequestParameters;
import dev.lonekey.contract.cloudtrail.CloudTrailRecord.ResponseElements;
import dev.lonekey.contract.cloudtrail.CloudTrailRecord.UserIdentity;
import dev.lonekey.contract.cloudtrail.EventName;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.trail.TrailCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads facts out of CloudTrail records: who owns the key, what happened to it, and which key signed; or what was done to a
 * trail.
 */
public final class CloudTrailFacts {

    /** A record from further ahead would push the horizon, so it is not believed. */
    static final Duration MAX_AHEAD = Duration.ofHours(1);

    private static final String LONG_TERM_KEY = "AKIA";
    private static final Pattern LEGAL_ID = Pattern.compile("\\w{1,128}");

    private CloudTrailFacts() {}

    /**
     * Reads one record.
     *
     * @param now processing time
     * @throws RejectedException if the record lacks what its event must tell, or is from the future
     */
    public static Reading read(CloudTrailRecord record, Instant now) throws RejectedException {
        var event = record.event();
        if (event.isEmpty()) {
            return Reading.IGNORED;
        }
        var account = record.account();
        var at = record.time();
        if (at.isAfter(now.plus(MAX_AHEAD))) {
            throw new RejectedException(RejectReason.FUTURE_TIME, "eventTime is more than an hour ahead");
        }
        if (!event.get().isAboutKeys()) {
            return ofTrail(record, event.get());
        }
        var facts = new ArrayList<Fact>();
        var remarks = EnumSet.noneOf(Reading.Remark.class);
        if (record.succeeded()) {
            outcome(record, event.get(), at, remarks).ifPresent(facts::add);
        } else if (isQuotaExceeded(record, event.get())) {
            remarks.add(Reading.Remark.KEY_QUOTA_EXCEEDED);
        }
        use(record, account, at).ifPresent(facts::add);
        caller(record, account, at).ifPresent(facts::add);
        return new Reading(record.succeeded() ? Reading.Kind.USED : Reading.Kind.DENIED, facts, remarks);
    }

    private static Reading ofTrail(CloudTrailRecord record, EventName event) throws RejectedException {
        if (record.succeeded()) {
            return Reading.of(TrailCalls.read(record, event));
        }
        var remark = TrailCalls.isDenied(record) ? Reading.Remark.TRAIL_CALL_DENIED : Reading.Remark.TRAIL_CALL_FAILED;
        return new Reading(Reading.Kind.DENIED, List.of(), Set.of(remark));
    }

    /** What a successful call brought about; nothing, where it changed only the path of a user. */
    private static Optional<Fact> outcome(
            CloudTrailRecord record, EventName event, Instant at, EnumSet<Reading.Remark> remarks)
            throws RejectedException {
        return switch (event) {
            case CREATE_ACCESS_KEY ->
                Optional.of(new Fact.KeyChanged(newKey(record), owner(record), KeyChange.CREATED, at));
            case UPDATE_ACCESS_KEY ->
                Optional.of(new Fact.KeyChanged(requestedKey(record), owner(record), status(record, remarks), at));
            case DELETE_ACCESS_KEY ->
                Optional.of(new Fact.KeyChanged(requestedKey(record), owner(record), KeyChange.DELETED, at));
            case CREATE_USER ->
                Optional.of(new Fact.UserCreated(
                        createdUser(record),
                        record.responseElements()
                                .flatMap(ResponseElements::user)
                                .flatMap(CloudTrailRecord.User::userId)
                                .filter(CloudTrailFacts::isLegalId),
                        at));
            case UPDATE_USER -> rename(record, at);
            case DELETE_USER -> Optional.of(new Fact.UserDeleted(requestedUser(record), at));
            default -> throw new AssertionError(event + " is not about keys");
        };
    }

    /**
     * Whose key the event is about. For Root, {@code userIdentity.userName} is the account's alias and never looked at.
     */
    private static Optional<Name> owner(CloudTrailRecord record) {
        var requested = requestedName(record);
        if (requested.isPresent()) {
            return requested;
        }
        if (isCaller(record, "Root")) {
            return Optional.of(Name.ROOT);
        }
        return createdKey(record).flatMap(AccessKey::userName).flatMap(Name::of).or(() -> callingUser(record));
    }

    /** A call signed with a long-term key shows that this key was active; only users and root have such keys. */
    private static Optional<Fact> use(CloudTrailRecord record, String account, Instant at) {
        if (isOfAnotherAccount(record, account)) {
            return Optional.empty();
        }
        var key = record.userIdentity()
                .flatMap(UserIdentity::accessKeyId)
                .filter(id -> id.startsWith(LONG_TERM_KEY))
                .filter(CloudTrailFacts::isLegalId);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        if (isCaller(record, "Root")) {
            return Optional.of(new Fact.KeyUsed(key.get(), Optional.of(Name.ROOT), at));
        }
        return isCaller(record, "IAMUser")
                ? Optional.of(new Fact.KeyUsed(key.get(), callingUser(record), at))
                : Optional.empty();
    }

    /** A call by a user tells its id, whatever it signs with; of another account's user it says nothing here. */
    private static Optional<Fact> caller(CloudTrailRecord record, String account, Instant at) {
        if (isOfAnotherAccount(record, account)) {
            return Optional.empty();
        }
        return callingUser(record).flatMap(name -> record.userIdentity()
                .flatMap(UserIdentity::principalId)
                .filter(CloudTrailFacts::isLegalId)
                .map(id -> new Fact.UserSeen(name, id, at)));
    }

    private static boolean isOfAnotherAccount(CloudTrailRecord record, String account) {
        return record.userIdentity()
                .flatMap(UserIdentity::accountId)
                .filter(caller -> !caller.equals(account))
                .isPresent();
    }

    /** Whether a text can be the id of a key or a user. */
    static boolean isLegalId(String id) {
        return LEGAL_ID.matcher(id).matches() && !id.equals(ViolationEvent.Key.UNIDENTIFIED);
    }

    private static KeyChange status(CloudTrailRecord record, EnumSet<Reading.Remark> remarks) {
        var status =
                record.requestParameters().flatMap(RequestParameters::status).orElse("");
        if (status.equals("Active")) {
            return KeyChange.ACTIVATED;
        }
        if (!status.equals("Inactive")) {
            remarks.add(Reading.Remark.UNKNOWN_KEY_STATUS);
        }
        return KeyChange.DEACTIVATED;
    }

    private static Optional<Fact> rename(CloudTrailRecord record, Instant at) throws RejectedException {
        var newName = record.requestParameters().flatMap(RequestParameters::newUserName);
        if (newName.isEmpty()) {
            return Optional.empty();
        }
        var to = newName.flatMap(Name::of)
                .orElseThrow(() -> new RejectedException(
                        RejectReason.WRONG_SHAPE, "requestParameters.newUserName is no user name"));
        return Optional.of(new Fact.UserRenamed(requestedUser(record), to, at));
    }

    private static boolean isQuotaExceeded(CloudTrailRecord record, EventName event) {
        return event == EventName.CREATE_ACCESS_KEY
                && record.errorCode()
                        .filter(code -> code.startsWith("LimitExceeded"))
                        .isPresent()
                && record.errorMessage()
                        .filter(message -> message.toLowerCase(Locale.ROOT).contains("accesskeysperuser"))
                        .isPresent();
    }

    private static Optional<AccessKey> createdKey(CloudTrailRecord record) {
        return record.responseElements().flatMap(ResponseElements::accessKey);
    }

    private static String newKey(CloudTrailRecord record) throws RejectedException {
        return keyId(createdKey(record).flatMap(AccessKey::accessKeyId), "responseElements.accessKey.accessKeyId");
    }

    private static String requestedKey(CloudTrailRecord record) throws RejectedException {
        return keyId(
                record.requestParameters().flatMap(RequestParameters::accessKeyId), "requestParameters.accessKeyId");
    }

    private static String keyId(Optional<String> id, String where) throws RejectedException {
        return id.filter(CloudTrailFacts::isLegalId)
                .orElseThrow(() -> new RejectedException(RejectReason.WRONG_SHAPE, where + " is no key id"));
    }

    /** DeleteUser and UpdateUser must name their user: unlike with keys, none means nobody, never the caller. */
    private static Name requestedUser(CloudTrailRecord record) throws RejectedException {
        return requestedName(record)
                .orElseThrow(() ->
                        new RejectedException(RejectReason.WRONG_SHAPE, "requestParameters.userName is no user name"));
    }

    private static Name createdUser(CloudTrailRecord record) throws RejectedException {
        var response = record.responseElements()
                .flatMap(ResponseElements::user)
                .flatMap(CloudTrailRecord.User::userName)
                .flatMap(Name::of);
        return Stream.of(requestedName(record), response)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() ->
                        new RejectedException(RejectReason.WRONG_SHAPE, "requestParameters.userName is no user name"));
    }

    private static Optional<Name> requestedName(CloudTrailRecord record) {
        return record.requestParameters().flatMap(RequestParameters::userName).flatMap(Name::of);
    }

    private static Optional<Name> callingUser(CloudTrailRecord record) {
        return isCaller(record, "IAMUser")
                ? record.userIdentity().flatMap(UserIdentity::userName).flatMap(Name::of)
                : Optional.empty();
    }

    private static boolean isCaller(CloudTrailRecord record, String type) {
        return record.userIdentity()
                .flatMap(UserIdentity::type)
                .filter(type::equals)
                .isPresent();
    }
}
