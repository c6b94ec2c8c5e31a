package dev.lonekey.contract.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A part of what IAM was asked about an account. Parts of one snapshot share its id. What a part tells was so at some moment
 * from its {@code asOf} to its {@code until}: {@code asOf} lies before the first call, less a margin for IAM's own delay,
 * {@code until} after the last.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SnapshotPart.Users.class, name = "users"),
    @JsonSubTypes.Type(value = SnapshotPart.Root.class, name = "root"),
    @JsonSubTypes.Type(value = SnapshotPart.Report.class, name = "report"),
    @JsonSubTypes.Type(value = SnapshotPart.Completed.class, name = "completed"),
    @JsonSubTypes.Type(value = SnapshotPart.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = SnapshotPart.Account.class, name = "account")
})
public sealed interface SnapshotPart {

    String accountId();

    /** The newest time that the part speaks of. */
    Instant newest();

    /** A part that belongs to a snapshot, under a number from 1 up. */
    sealed interface Numbered extends SnapshotPart {
        String snapshotId();

        int part();
    }

    /** The keys of some users, each user with all of its keys. */
    record Users(String snapshotId, int part, String accountId, Instant asOf, Instant until, List<User> users)
            implements Numbered {
        public Users {
            users = List.copyOf(users);
        }

        @Override
        public Instant newest() {
            return until;
        }
    }

    /**
     * A listed user.
     *
     * @param id IAM's id of it, as in {@code AIDA…}
     */
    record User(String name, Optional<String> id, Optional<String> arn, List<Key> keys) {
        public User {
            keys = keys == null ? List.of() : List.copyOf(keys);
        }
    }

    /**
     * A listed access key.
     *
     * @param status as IAM says it: {@code Active}, {@code Inactive}, and nobody knows what else
     */
    record Key(String id, String status, Optional<Instant> createdAt, Optional<Instant> lastUsedAt) {}

    /** What GetAccountSummary tells of the root user; absent where it does not, as in GovCloud. */
    record Root(
            String snapshotId,
            int part,
            String accountId,
            Instant asOf,
            Instant until,
            Optional<Boolean> accessKeysPresent,
            Optional<Boolean> signingCertificatesPresent)
            implements Numbered {
        @Override
        public Instant newest() {
            return until;
        }
    }

    /** What a credential report tells; it counts keys without naming them. */
    record Report(String snapshotId, int part, String accountId, Instant generatedAt, List<Principal> principals)
            implements Numbered {
        public Report {
            principals = List.copyOf(principals);
        }

        @Override
        public Instant newest() {
            return generatedAt;
        }
    }

    /**
     * A row of a credential report.
     *
     * @param arn tells the name of a user
     * @param keysExisting how many of the key slots hold a key
     */
    record Principal(
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean root,
            Optional<String> arn,
            int keysExisting,
            int keysActive,
            int certificatesActive) {}

    /**
     * Every user that there is was listed.
     *
     * @param parts how many numbered parts the snapshot has
     * @param users how many users it shows
     */
    record Completed(String snapshotId, int parts, String accountId, Instant asOf, Instant until, int users)
            implements SnapshotPart {
        @Override
        public Instant newest() {
            return until;
        }
    }

    /** A snapshot was not finished. */
    record Failed(String snapshotId, String accountId, Instant asOf, String reason) implements SnapshotPart {
        @Override
        public Instant newest() {
            return asOf;
        }
    }

    /** What the organization says of the account. */
    record Account(
            String accountId,
            Instant asOf,
            AccountState status,
            Optional<String> name,
            Optional<String> email,
            Optional<String> ou)
            implements SnapshotPart {
        @Override
        public Instant newest() {
            return asOf;
        }
    }

    /** The state of an account within its organization. */
    enum AccountState {
        ACTIVE,
        /** Closed, or being closed. */
        SUSPENDED,
        /** No longer in the organization. */
        REMOVED
    }

    /**
     * Reads one part.
     *
     * @throws RejectedException if the bytes are not JSON, or not such a part
     */
    static SnapshotPart parse(byte[] json) throws RejectedException {
        Json.requireUtf8(json, 0, json.length);
        try {
            SnapshotPart part = Reader.READER.readValue(json);
            if (part == null) {
                throw new RejectedException(RejectReason.WRONG_SHAPE, "null instead of a part of a snapshot");
            }
            PartCheck.check(part);
            return part;
        } catch (JsonMappingException wrongShape) {
            throw json.length == 0
                    ? new RejectedException(RejectReason.NOT_JSON, "empty")
                    : new RejectedException(RejectReason.WRONG_SHAPE, path(wrongShape));
        } catch (JacksonException notJson) {
            throw Json.notJson(notJson);
        } catch (IOException malformed) {
            throw new RejectedException(RejectReason.NOT_JSON, "not UTF-8");
        }
    }

    /** The part as UTF-8 JSON. */
    default byte[] toJson() {
        try {
            return Json.MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String path(JsonMappingException mismatch) {
        return mismatch.getPath().stream()
                .map(reference -> reference.getFieldName() == null ? "[]" : reference.getFieldName())
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("."), path -> path.isEmpty() ? "not a part of a snapshot" : path));
    }

    /** Made once: building a reader is expensive. */
    final class Reader {
        private static final ObjectReader READER = Json.MAPPER.readerFor(SnapshotPart.class);

        private Reader() {}
    }
}
