package dev.lonekey.detector.stream;

import static dev.lonekey.detector.stream.Trail.ACCOUNT;
import static dev.lonekey.detector.stream.Trail.START;
import static dev.lonekey.detector.stream.Trail.createAccessKey;
import static dev.lonekey.detector.stream.Trail.deleteAccessKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lonekey.contract.Json;
import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.detector.policy.Policy;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What consumers find on the topics: keys, values, and headers as the SDK of CloudEvents reads them. */
class PublicationsTest {

    private static final String K1 = "AKIAIOSFODNN7EXAMPLE";
    private static final String K2 = "AKIAI44QH8DHBEXAMPLE";
    private static final Instant NOW = START.plus(Duration.ofMinutes(10));
    private static final URI SOURCE = URI.create("/lonekey/accounts/" + ACCOUNT + "/violations");

    @TempDir
    Path folder;

    private DetectorOnTestDriver detector;

    @BeforeEach
    void start() {
        detector = new DetectorOnTestDriver(folder, Policy.DEFAULT, NOW);
    }

    @AfterEach
    void stop() {
        detector.close();
    }

    @Test
    void event_isOnThreeTopicsUnderTheirKeys() throws IOException {
        // When
        detector.tell(ACCOUNT, createAccessKey("alice", K1, 0), createAccessKey("alice", K2, 60));
        // Then
        var event = detector.events().get(0);
        assertThat(detector.published("violations")).extracting(TestRecord::key).containsExactly(ACCOUNT);
        assertThat(detector.published("violations.current"))
                .extracting(TestRecord::key)
                .containsExactly(event.violationId());
        assertThat(detector.published("violations.ocsf"))
                .extracting(TestRecord::key)
                .containsExactly(ACCOUNT);
        var finding = Json.MAPPER.readTree(
                detector.published("violations.ocsf").get(0).value());
        assertThat(finding.at("/finding_info/uid").textValue()).isEqualTo(event.violationId());
        assertThat(finding.at("/is_alert").booleanValue()).isTrue();
    }

    @Test
    void event_isTheSameCloudEventOnBothTopics_andTheFindingIsOneOfItsOwn() throws IOException {
        // When
        detector.tell(ACCOUNT, createAccessKey("alice", K1, 0), createAccessKey("alice", K2, 60));
        // Then
        var event = detector.events().get(0);
        for (var topic : List.of("violations", "violations.current")) {
            var told = cloudEvent(detector.published(topic).get(0));
            assertThat(told.getSpecVersion()).isEqualTo(SpecVersion.V1);
            assertThat(told.getId()).isEqualTo(event.eventId());
            assertThat(told.getType()).isEqualTo("dev.lonekey.violation.opened.v1");
            assertThat(told.getSource()).isEqualTo(SOURCE);
            assertThat(told.getSubject()).isEqualTo(event.violationId());
            assertThat(told.getTime()).isEqualTo(NOW.atOffset(ZoneOffset.UTC));
            assertThat(told.getDataContentType()).isEqualTo("application/json");
            assertThat(told.getDataSchema()).isEqualTo(idOf("violation.schema.json"));
            assertThat(told.getData().toBytes()).isEqualTo(event.toJson());
        }
        var finding = cloudEvent(detector.published("violations.ocsf").get(0));
        assertThat(finding.getId()).isEqualTo(event.eventId());
        assertThat(finding.getType()).isEqualTo("dev.lonekey.violation.opened.ocsf.v1");
        assertThat(finding.getSource()).isEqualTo(URI.create(SOURCE + "/ocsf"));
        assertThat(finding.getDataSchema()).isEqualTo(idOf("violation-ocsf.schema.json"));
    }

    @Test
    void everyStep_hasATypeOfItsOwn() {
        // When
        detector.tell(
                ACCOUNT,
                createAccessKey("alice", K1, 0),
                createAccessKey("alice", K2, 60),
                deleteAccessKey("alice", K1, 90));
        // Then
        assertThat(detector.published("violations"))
                .map(PublicationsTest::cloudEvent)
                .extracting(io.cloudevents.CloudEvent::getType, io.cloudevents.CloudEvent::getId)
                .containsExactly(
                        tuple(
                                "dev.lonekey.violation.opened.v1",
                                detector.events().get(0).eventId()),
                        tuple(
                                "dev.lonekey.violation.resolved.v1",
                                detector.events().get(1).eventId()));
    }

    @Test
    void statusOfAnAccount_isACloudEventWithAnIdOfItsOwn() throws IOException {
        // When
        detector.tell(ACCOUNT, createAccessKey("alice", K1, 0), createAccessKey("bob", K2, 60));
        // Then
        var statuses = detector.published("accounts.current");
        var told = cloudEvent(statuses.get(0));
        assertThat(told.getType()).isEqualTo("dev.lonekey.account.status.v1");
        assertThat(told.getSource()).isEqualTo(URI.create("/lonekey/accounts/" + ACCOUNT));
        assertThat(told.getSubject()).isEqualTo(ACCOUNT);
        assertThat(told.getTime())
                .isEqualTo(AccountStatus.fromJson(statuses.get(0).value())
                        .updatedAt()
                        .atOffset(ZoneOffset.UTC));
        assertThat(told.getDataSchema()).isEqualTo(idOf("account.schema.json"));
        assertThat(statuses)
                .hasSizeGreaterThan(1)
                .map(PublicationsTest::cloudEvent)
                .extracting(io.cloudevents.CloudEvent::getId)
                .doesNotHaveDuplicates();
    }

    @Test
    void forgottenViolation_isATombstoneOnCurrentOnly() {
        // Given a violation that was over long ago
        detector.tell(
                ACCOUNT,
                createAccessKey("alice", K1, 0),
                createAccessKey("alice", K2, 60),
                deleteAccessKey("alice", K1, 90));
        var id = detector.events().get(0).violationId();
        // When
        var muchLater = Duration.ofDays(1_000);
        detector.passTo(NOW.plus(muchLater), 1);
        detector.tell(ACCOUNT, createAccessKey("bob", K1.replace('7', '8'), muchLater.toSeconds()));
        detector.passTo(NOW.plus(muchLater).plus(Duration.ofDays(1)));
        // Then
        var last = detector.published("violations.current").get(2);
        assertThat(last.key()).isEqualTo(id);
        assertThat(last.value()).isNull();
        assertThat(header(last, "ce_type")).isEqualTo("dev.lonekey.violation.forgotten.v1");
        assertThat(header(last, "ce_id")).isEqualTo(id + "-forgotten");
        assertThat(last.headers().lastHeader("content-type")).isNull();
        assertThat(last.headers().lastHeader("ce_dataschema")).isNull();
        assertThat(cloudEvent(last).getData()).isNull();
        assertThat(detector.published("violations.ocsf")).hasSize(2).noneMatch(finding -> finding.value() == null);
        assertThat(detector.published("violations")).hasSize(2);
    }

    private static io.cloudevents.CloudEvent cloudEvent(TestRecord<String, byte[]> record) {
        return KafkaMessageFactory.createReader(record.headers(), record.value())
                .toEvent();
    }

    private static String header(TestRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static URI idOf(String schema) throws IOException {
        var file = Path.of("..", "docs", "schemas", schema);
        return URI.create(
                Json.MAPPER.readTree(Files.readString(file)).get("$id").textValue());
    }
}
