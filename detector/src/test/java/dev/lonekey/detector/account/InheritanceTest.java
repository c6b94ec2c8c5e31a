package dev.lonekey.detector.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.fact.CloudTrailFacts;
import dev.lonekey.detector.fact.Fact.KeyChanged;
import dev.lonekey.detector.fact.KeyChange;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Reading;
import dev.lonekey.detector.oracle.Disorder;
import dev.lonekey.detector.oracle.Input;
import dev.lonekey.detector.oracle.RandomHistory;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.violation.CloudTrailTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Accounts whose state is lost, made anew out of what was published of them, and told everything again. */
class InheritanceTest {

    private static final int HISTORIES = Integer.getInteger("lonekey.inherited", 40);
    private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");

    /** So many of a hundred accounts may hear of something anew: users who take each other's names within seconds. */
    private static final int HOSTILE_PERCENT = 15;

    private int accounts;
    private int publishedAgain;

    @Test
    void toldEverythingAgain_revisionsGoOnAndHardlyAnythingIsNews() throws RejectedException {
        for (var seed = 0L; seed < HISTORIES; seed++) {
            var history = RandomHistory.of(seed);
            assertInherited(history.inputs(), seed);
            assertInherited(Disorder.lateTail(history.inputs(), seed), seed);
        }
        assertThat(accounts).isGreaterThan(HISTORIES);
        assertThat(publishedAgain * 100)
                .as("%d of %d accounts", publishedAgain, accounts)
                .isLessThan(accounts * HOSTILE_PERCENT);
    }

    /** Fractions of a second; 30 seconds and more when each principal was held against each other. */
    @Test
    void manyPrincipals_areLinkedInAMomentOnly() {
        // Given
        var account = new InMemoryAccount();
        account.tell(created("alice", "AKIAIOSFODNN7EXAMPLE", 0), created("alice", "AKIAI44QH8DHBEXAMPLE", 60));
        var json = new String(account.events().get(0).toJson(), UTF_8);
        var newest = IntStream.range(0, 20_000)
                .mapToObj(user -> json.replace("alice", "user" + user).replace("EXAMPLE", "E" + user))
                .map(each -> ViolationEvent.fromJson(each.getBytes(UTF_8)))
                .toList();
        // When
        var files = assertTimeout(Duration.ofSeconds(15), () -> new Inheritance(newest, Instant.EPOCH).files());
        // Then
        assertThat(files).hasSize(20_000);
    }

    private static KeyChanged created(String user, String key, long second) {
        return new KeyChanged(
                key,
                Optional.of(Name.stored(user)),
                KeyChange.CREATED,
                Instant.parse("2026-03-01T10:00:00Z").plusSeconds(second));
    }

    private void assertInherited(List<Input> inputs, long seed) throws RejectedException {
        var before = told(new HashMap<>(), inputs);
        before.values().removeIf(account -> account.events().isEmpty());
        var after = new HashMap<String, InMemoryAccount>();
        before.forEach((id, account) -> {
            after.put(id, new InMemoryAccount(Policy.WITHOUT_HORIZON));
            after.get(id).inherit(newest(account), Instant.EPOCH, NOW);
        });
        told(after, inputs);
        for (var id : before.keySet()) {
            accounts++;
            var again = after.get(id).events();
            publishedAgain += again.isEmpty() ? 0 : 1;
            var revisions = new HashMap<String, Integer>();
            newest(before.get(id)).forEach(event -> revisions.put(event.violationId(), event.revision()));
            for (var event : again) {
                assertThat(event.revision())
                        .as("revision of %s, seed %d", event.violationId(), seed)
                        .isEqualTo(revisions.merge(event.violationId(), 1, Integer::sum));
            }
        }
    }

    private static List<ViolationEvent> newest(InMemoryAccount account) {
        var newest = new LinkedHashMap<String, ViolationEvent>();
        account.events().forEach(event -> newest.put(event.violationId(), event));
        return List.copyOf(newest.values());
    }

    private static Map<String, InMemoryAccount> told(Map<String, InMemoryAccount> accounts, List<Input> inputs)
            throws RejectedException {
        for (var input : inputs) {
            if (input.kind() == Input.Kind.SNAPSHOT) {
                var part = SnapshotPart.parse(input.json());
                account(accounts, part.accountId()).tell(part, NOW);
            } else {
                var record = CloudTrailRecord.parse(input.json());
                var reading = CloudTrailFacts.read(record, NOW);
                if (reading.kind() != Reading.Kind.IGNORED) {
                    account(accounts, record.account()).tellAtOnce(reading.facts(), CloudTrailTrigger.of(record, NOW));
                }
            }
        }
        return accounts;
    }

    private static InMemoryAccount account(Map<String, InMemoryAccount> accounts, String id) {
        return accounts.computeIfAbsent(id, unseen -> new InMemoryAccount(Policy.WITHOUT_HORIZON));
    }
}
