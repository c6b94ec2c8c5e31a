package dev.lonekey.standalone.path;

import static dev.lonekey.standalone.path.RunningCommand.lonekey;
import static dev.lonekey.standalone.path.SecuredBroker.ADMIN;
import static dev.lonekey.standalone.path.SecuredBroker.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.standalone.CommandLine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, passwords and permissions, as docs/kafka.md tells them. */
class SecuredKafkaIT {

    private static final AclOperation READ = AclOperation.READ;
    private static final AclOperation WRITE = AclOperation.WRITE;
    private static final AclOperation DESCRIBE = AclOperation.DESCRIBE;
    private static final AclOperation DESCRIBE_CONFIGS = AclOperation.DESCRIBE_CONFIGS;

    @TempDir
    private static Path folder;

    private static SecuredBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = SecuredBroker.withTopics(folder);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void detectorWithWhatTheTableAllows_publishesAndServes() throws Exception {
        // Given
        var topic = ResourceType.TOPIC;
        broker.allow("detector", topic, "lonekey.*", DESCRIBE, DESCRIBE_CONFIGS);
        for (var name : List.of("cloudtrail", "iam-snapshots", "violations.current", "accounts.current")) {
            broker.allow("detector", topic, "lonekey." + name, READ);
        }
        for (var name :
                List.of("violations", "violations.current", "violations.ocsf", "accounts.current", "dead-letters")) {
            broker.allow("detector", topic, "lonekey." + name, WRITE);
        }
        broker.allow("detector", topic, "lonekey.detector-*", READ, WRITE, AclOperation.CREATE);
        broker.allow("detector", ResourceType.GROUP, "lonekey.detector", READ);
        broker.allow("detector", ResourceType.TRANSACTIONAL_ID, "lonekey.detector*", WRITE, DESCRIBE);
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var configuration = broker.configuration("detector", broker.client("detector", password("detector")));
        try (var probe = new KafkaProbe(broker.client(ADMIN, password(ADMIN)));
                var detector = lonekey("detector", "-c", configuration)) {
            detector.awaitReady();
            // When
            for (var key : List.of("AKIACAROLKEY1EXAMPLE", "AKIACAROLKEY2EXAMPLE")) {
                probe.write("lonekey.cloudtrail", "111122223333", Trail.keyCreated("carol", key, now.minusSeconds(60)));
            }
            // Then
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                            detector.get("/api/violations?principal=carol").body())
                    .contains("\"total\":1"));
        }
    }

    @Test
    void wrongPassword_isToldWithItsMend() throws Exception {
        // When
        var run = CommandLine.lonekey("topics", "-c", broker.configuration("reader", broker.client("reader", "wrong")));
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .containsExactly(
                        "lonekey: cannot see lonekey.cloudtrail: Authentication failed: Invalid username or password; correct the \"sasl.\" settings under \"kafka\"");
    }

    @Test
    void unknownAuthority_isToldWithItsMend() throws Exception {
        // Given
        var client = new HashMap<>(broker.client("reader", password("reader")));
        client.keySet().removeIf(setting -> setting.startsWith("ssl."));
        // When
        var run = CommandLine.lonekey("topics", "-c", broker.configuration("reader", client));
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .endsWith("; correct the \"ssl.\" settings under \"kafka\", such as ssl.truststore.location");
    }

    @Test
    void nothingAllowed_isToldWithItsMend() throws Exception {
        // When
        var run = CommandLine.lonekey(
                "topics", "-c", broker.configuration("reader", broker.client("reader", password("reader"))));
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines())
                .containsExactly(
                        "lonekey: cannot see lonekey.cloudtrail: Topic authorization failed; allow it, as docs/kafka.md says");
    }

    @Test
    void deadLetters_needReadAndNothingElse() throws Exception {
        // Given
        var configuration = broker.configuration("postman", broker.client("postman", password("postman")));
        try (var probe = new KafkaProbe(broker.client(ADMIN, password(ADMIN)))) {
            probe.write("lonekey.dead-letters", "key", "not Lonekey's");
        }
        // When
        var forbidden = CommandLine.lonekey("dead-letters", "-c", configuration);
        broker.allow("postman", ResourceType.TOPIC, "lonekey.dead-letters", DESCRIBE);
        var describedOnly = CommandLine.lonekey("dead-letters", "-c", configuration, "--limit", "1");
        broker.allow("postman", ResourceType.TOPIC, "lonekey.dead-letters", READ);
        var allowed = CommandLine.lonekey("dead-letters", "-c", configuration);
        // Then
        assertThat(forbidden.status()).isEqualTo(1);
        assertThat(forbidden.errLines())
                .containsExactly(
                        "lonekey: cannot see lonekey.dead-letters: Topic authorization failed; allow it, as docs/kafka.md says");
        assertThat(describedOnly.status()).isEqualTo(1);
        assertThat(describedOnly.errLines())
                .containsExactly(
                        "lonekey: cannot read lonekey.dead-letters: Not authorized to access topics: [lonekey.dead-letters]; allow Read on it, as docs/operations.md says");
        assertThat(allowed.err()).isEmpty();
        assertThat(allowed.status()).isEqualTo(2);
    }
}
