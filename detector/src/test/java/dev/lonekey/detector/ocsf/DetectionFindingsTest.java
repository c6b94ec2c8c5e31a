package dev.lonekey.detector.ocsf;

import static dev.lonekey.detector.ocsf.Samples.alice;
import static dev.lonekey.detector.ocsf.Samples.calledBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionFindingsTest {

    private static final DetectionFindings FINDINGS = new DetectionFindings(false, "0.1.0");

    static Stream<String> samples() {
        return Samples.all().keySet().stream();
    }

    /** Consumers have built on these files: they change only on purpose. */
    @ParameterizedTest
    @MethodSource("samples")
    void sample_isToldAsItEverWas(String name) throws IOException {
        // When
        var finding = finding(Samples.all().get(name));
        // Then
        try (var golden = getClass().getResourceAsStream(name + ".json")) {
            assertThat(finding).as(finding.toPrettyString()).isEqualTo(Json.MAPPER.readTree(golden));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sample_isAsTheSchemasSay(String name) throws IOException {
        assertThat(FindingSchema.complaints(Samples.all().get(name))).isEmpty();
    }

    @Test
    void schemaOfOcsfItself_isAtHand() {
        assumeTrue(
                FindingSchema.missing().isEmpty(),
                () -> "no schema of OCSF at " + FindingSchema.missing().orElseThrow()
                        + ": findings were held against our own only");
    }

    @ParameterizedTest
    @CsvSource({
        "OPENED,   LIVE,     false, true",
        "OPENED,   BASELINE, false, false",
        "OPENED,   BASELINE, true,  true",
        "OPENED,   LATE,     true,  false",
        "UPDATED,  LIVE,     true,  false",
        "RESOLVED, LIVE,     true,  false",
    })
    void onlyNews_isAnAlert(EventType type, Discovery discovery, boolean onBaseline, boolean isAlert)
            throws IOException {
        // Given
        var event = alice().type(type).discovery(discovery).build();
        // When
        var finding = Json.MAPPER.readTree(new DetectionFindings(onBaseline, "0.1.0").json(event));
        // Then
        assertThat(finding.at("/is_alert").booleanValue()).isEqualTo(isAlert);
    }

    @Test
    void excepted_isSuppressedAndNoAlert_untilItIsResolved() throws IOException {
        // Given
        var excepted = alice().excepted();
        // Then
        assertThat(finding(excepted.build()).at("/status_id").intValue()).isEqualTo(3);
        assertThat(finding(excepted.build()).at("/is_alert").booleanValue()).isFalse();
        assertThat(finding(excepted.type(EventType.RESOLVED).build())
                        .at("/status_id")
                        .intValue())
                .isEqualTo(4);
    }

    @Test
    void times_areInMillisecondsAndReadable() throws IOException {
        // When
        var finding = finding(alice().build());
        // Then
        assertThat(finding.at("/time").longValue()).isEqualTo(1_795_302_483_588L);
        assertThat(finding.at("/time_dt").textValue()).isEqualTo("2026-11-21T23:08:03.588Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.7",
                "255.255.255.255",
                "2001:db8::7",
                "::1",
                "::ffff:203.0.113.7",
                "2001:db8:85a3:0:0:8a2e:370:7334"
            })
    void address_isOne(String text) throws IOException {
        // When
        var finding = finding(calledFrom(text));
        // Then
        assertThat(finding.at("/evidences/0/src_endpoint/ip").textValue()).isEqualTo(text);
        assertThat(finding.at("/observables").findValuesAsText("value")).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cloudformation.amazonaws.com",
                "AWS Internal",
                "256.1.1.1",
                "1.2.3",
                "1.2.3.4.",
                "1.2.3.4.5",
                "10:30",
                ""
            })
    void nameOfAService_isNoAddress(String text) throws IOException {
        // When
        var finding = finding(calledFrom(text));
        // Then
        assertThat(finding.at("/evidences/0/src_endpoint/svc_name").textValue()).isEqualTo(text);
        assertThat(finding.at("/evidences/0/src_endpoint/ip").isMissingNode()).isTrue();
        assertThat(finding.at("/observables").findValuesAsText("type_id")).doesNotContain("2");
        assertThat(FindingSchema.complaints(calledFrom(text))).isEmpty();
    }

    @Test
    void callerOfWhomNothingIsTold_isLeftOut() throws IOException {
        // Given
        var nobody = new Cause.Actor(Optional.of("AWSService"), Optional.empty(), Optional.empty());
        var event = alice().cause(calledBy(nobody)).build();
        // Then
        assertThat(finding(event).at("/evidences/0/actor").isMissingNode()).isTrue();
        assertThat(finding(event).at("/evidences/0/data/actor/type").textValue())
                .isEqualTo("AWSService");
        assertThat(FindingSchema.complaints(event)).isEmpty();
    }

    @Test
    void callerOfWhomOnlyTheKeyIsTold_isASession() throws IOException {
        // Given
        var key = new Cause.Actor(Optional.empty(), Optional.empty(), Optional.of("ASIAIOSFODNN7EXAMPLE"));
        var event = alice().cause(calledBy(key)).build();
        // Then
        assertThat(finding(event)
                        .at("/evidences/0/actor/session/credential_uid")
                        .textValue())
                .isEqualTo("ASIAIOSFODNN7EXAMPLE");
        assertThat(FindingSchema.complaints(event)).isEmpty();
    }

    @Test
    void whateverElseLedToIt_isAsTheSchemasSay() throws IOException {
        for (var cause : List.of(
                new Cause.Timer(),
                new Cause.Configuration(),
                new Cause.Snapshot(Optional.empty(), Instant.EPOCH, Instant.EPOCH))) {
            assertThat(FindingSchema.complaints(alice().cause(cause).build())).isEmpty();
        }
    }

    @Test
    void hostileText_staysValidJsonInUtf8() throws IOException {
        // Given
        var hostile = "\"},{\\\u0000\u001b[31m</script>\u202e\ud83d" + "\u2028".repeat(220) + "\ud83d\ude00";
        var actor = new Cause.Actor(Optional.of(hostile), Optional.of(hostile), Optional.of(hostile));
        var cause = new Cause.CloudTrail(
                Optional.of(hostile),
                hostile,
                Instant.EPOCH,
                actor,
                Optional.of(hostile),
                Optional.of(hostile),
                Optional.of(hostile));
        // When
        var json = FINDINGS.json(alice().cause(cause).build());
        // Then
        assertThat(new String(json, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                .isEqualTo(json);
        assertThat(new String(json, StandardCharsets.UTF_8)).contains("\ud83d\ude00");
        assertThat(FindingSchema.complaints(json)).isEmpty();
        assertThat(Json.MAPPER
                        .readTree(json)
                        .at("/evidences/0/http_request/user_agent")
                        .textValue())
                .startsWith("\"},{\\\u0000\u001b[31m</script>\u202e");
    }

    @Test
    void mostThatAnEventCanHold_fitsIntoARecord() throws IOException {
        // When
        var json = FINDINGS.json(Samples.flood());
        // Then
        assertThat(json.length).isLessThan(200_000);
        assertThat(FindingSchema.complaints(json)).isEmpty();
    }

    private static ViolationEvent calledFrom(String address) {
        return alice().cause(Samples.calledFrom(address)).build();
    }

    private static JsonNode finding(ViolationEvent event) throws IOException {
        return Json.MAPPER.readTree(FINDINGS.json(event));
    }
}
