package dev.lonekey.detector.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.account.AccountStatus.Outcome;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationSchema;
import dev.lonekey.detector.view.FilledView;
import dev.lonekey.detector.view.Published;
import dev.lonekey.detector.view.Silence;
import dev.lonekey.runtime.config.HttpSettings;
import dev.lonekey.runtime.health.HealthReport;
import dev.lonekey.runtime.http.Endpoint;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is answered, held against the OpenAPI file. */
class ApiTest {

    private static final String HOSTILE = "</script><img src=x onerror=alert(1)>\u2028\u202e\u001b[2J\"\\ é𝄞\n";

    private final ApiDocument document = new ApiDocument();
    private final FilledView filled = new FilledView();
    private final Api api = new Api(filled.view(), Clock.fixed(Published.BEGIN.plusSeconds(100), ZoneOffset.UTC));
    private final HttpClient http = HttpClient.newHttpClient();
    private Endpoint endpoint;

    @BeforeEach
    void serve() {
        endpoint = new Endpoint(
                HttpSettings.DEFAULT,
                0,
                List.of(filled.view()),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                List.of(api));
    }

    @AfterEach
    void stop() {
        api.close();
        endpoint.close();
        filled.close();
    }

    @Test
    void everyPathOfTheFile_answersAsTheFileSays() throws Exception {
        // Given
        fill();
        for (var path : document.paths()) {
            if (!path.equals("/api/stream")) {
                // When
                var answer = get(path.replace("{id}", path.contains("accounts") ? Published.ACCOUNT : Published.id(1))
                        .replace("{name}", "violation.schema.json"));
                // Then
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertAsDescribed(path, answer);
            }
        }
    }

    @Test
    void everyRefusal_isAsTheFileSays() throws Exception {
        // Given
        filled.complete();
        for (var path : document.paths()) {
            // When
            var answer = get(path.replace("{id}", "unknown").replace("{name}", "unknown") + "?unknown=1");
            // Then
            if (!path.equals("/api/openapi.yaml")) {
                assertThat(answer.statusCode()).as(path).isIn(400, 404);
                assertAsDescribed(path.contains("{id}") ? "/api/violations" : path, answer);
            }
        }
    }

    @Test
    void parameterThatCannotBeDecoded_isRefusedAndNotLeftOut() throws Exception {
        // Given
        fill();
        for (var query : List.of("account=%zz", "%zz=1", "q=%")) {
            // When
            var answer = (HttpURLConnection) new URL(endpoint.url() + "/api/violations?" + query).openConnection();
            // Then
            assertThat(answer.getResponseCode()).as(query).isEqualTo(400);
        }
    }

    @Test
    void beforeEverythingIsRead_saysSoAndTellsTheHealth() throws Exception {
        // When
        var violations = get("/api/violations");
        var summary = get("/api/summary");
        // Then
        assertThat(violations.statusCode()).isEqualTo(503);
        assertThat(violations.body())
                .isEqualTo("{\"error\":\"the violations are still being read from Kafka; try again in a moment\"}");
        assertThat(get("/api/violations/x").statusCode()).isEqualTo(503);
        assertThat(get("/api/accounts").statusCode()).isEqualTo(503);
        assertThat(get("/api/accounts/x").statusCode()).isEqualTo(503);
        assertThat(summary.statusCode()).isEqualTo(200);
        assertThat(json(summary).at("/health/ready").asBoolean()).isFalse();
        assertThat(json(summary).at("/health/parts/0/detail").asText()).isEqualTo("not started yet");
    }

    @Test
    void violations_areEventsAsPublished() throws Exception {
        // Given
        fill();
        // When
        var all = json(get("/api/violations?status=all&sort=opened"));
        var worst = json(get("/api/violations?severity=CRITICAL,HIGH&limit=1"));
        var found = json(get("/api/violations?q=USER-2"));
        // Then
        assertThat(all.get("total").asInt()).isEqualTo(4);
        assertThat(ids(all)).containsExactly(Published.id(4), Published.id(3), Published.id(2), Published.id(1));
        for (var item : all.get("items")) {
            assertThat(ViolationSchema.complaints(Json.MAPPER.writeValueAsBytes(item)))
                    .isEmpty();
        }
        assertThat(worst.get("total").asInt()).isEqualTo(2);
        assertThat(ids(worst)).containsExactly(Published.id(3));
        assertThat(ids(found)).containsExactly(Published.id(2));
        assertThat(get("/api/violations/" + Published.id(4)).body())
                .isEqualTo(new String(
                        Published.open(4).resolved().event().toJson(), java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void blindTrails_areToldInTheSummary_andCanBeAskedFor() throws Exception {
        // Given
        filled.publish(Published.account("444455556666", "quiet"));
        filled.publish(Published.stopped(Published.ACCOUNT, HOSTILE));
        filled.complete();
        // When
        var summary = get("/api/summary");
        var accounts = get("/api/accounts?trouble=trail");
        // Then
        assertThat(json(summary).at("/accounts/trails/STOPPED").asInt()).isEqualTo(1);
        assertThat(json(summary).at("/accounts/blindTrails/0/accountId").asText())
                .isEqualTo(Published.ACCOUNT);
        assertThat(json(summary).at("/accounts/blindTrails/0/trail/name").asText())
                .isEqualTo(HOSTILE);
        assertThat(json(summary).at("/accounts/silence").isMissingNode()).isTrue();
        assertThat(json(accounts).at("/total").asInt()).isEqualTo(1);
        assertThat(json(accounts).at("/items/0/trails/0/state").asText()).isEqualTo("STOPPED");
        assertAsDescribed("/api/summary", summary);
        assertAsDescribed("/api/accounts", accounts);
        assertThat(json(get("/api/accounts?trouble=silent")).at("/total").asInt())
                .isZero();
    }

    @Test
    void silentAccounts_areToldWhereItIsSet() throws Exception {
        // Given
        filled.publish(Published.account(Published.ACCOUNT, "payments"));
        filled.complete();
        var later = Clock.fixed(Published.BEGIN.plusSeconds(7_300), ZoneOffset.UTC);
        var silence = new Silence(Optional.of(Duration.ofHours(2)));
        // When
        var summary = new Summary(filled.view(), silence, () -> new HealthReport(Map.of()), later).toJson();
        // Then
        assertThat(summary.at("/accounts/silence/eventsAfter").asText()).isEqualTo("PT2H");
        assertThat(summary.at("/accounts/silence/silent").asInt()).isEqualTo(1);
        assertThat(summary.at("/accounts/silence/allSilent").asBoolean()).isTrue();
    }

    @Test
    void hostileText_staysTextInValidJson() throws Exception {
        // Given
        filled.publish(Published.open(1).userAgent(HOSTILE));
        filled.publish(Published.account(Published.ACCOUNT, HOSTILE));
        filled.complete();
        // When
        var violations = get("/api/violations");
        var accounts = get("/api/accounts");
        // Then
        assertThat(violations.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(json(violations).at("/items/0/cause/userAgent").asText()).isEqualTo(HOSTILE);
        assertThat(json(accounts).at("/items/0/name").asText()).isEqualTo(HOSTILE);
    }

    @Test
    void accounts_haveTheirOpenViolationsAndTroubles() throws Exception {
        // Given
        fill();
        // When
        var all = json(get("/api/accounts"));
        // Then
        assertThat(all.findValuesAsText("accountId"))
                .containsExactly("444455556666", Published.ACCOUNT, "555566667777", "777788889999");
        assertThat(all.at("/items/0/openViolations").asInt()).isEqualTo(2);
        assertThat(all.at("/items/0/worst").asText()).isEqualTo("CRITICAL");
        assertThat(all.at("/items/2").has("worst")).isFalse();
        assertThat(accounts("trouble=failed")).containsExactly("555566667777");
        assertThat(accounts("trouble=drift")).containsExactly("777788889999");
        assertThat(accounts("trouble=stale")).containsExactly("555566667777", "777788889999");
        assertThat(accounts("root=active")).containsExactly("777788889999");
        assertThat(accounts("q=SECOND")).containsExactly("444455556666");
        assertThat(json(get("/api/accounts?offset=1&limit=1")).findValuesAsText("accountId"))
                .containsExactly(Published.ACCOUNT);
    }

    private List<String> accounts(String query) throws Exception {
        return json(get("/api/accounts?" + query)).findValuesAsText("accountId");
    }

    @Test
    void summary_adds() throws Exception {
        // Given
        fill();
        // When
        var summary = json(get("/api/summary"));
        // Then
        assertThat(summary.get("open").toString())
                .isEqualTo("{\"total\":3,\"bySeverity\":{\"LOW\":1,\"MEDIUM\":0,\"HIGH\":1,\"CRITICAL\":1},"
                        + "\"byRule\":{\"iam-user-multiple-active-keys\":3,\"root-access-key-present\":0,\"root-signing-certificate-present\":0},"
                        + "\"excepted\":1,\"inRotation\":1}");
        assertThat(summary.at("/resolved/last24h").asInt()).isEqualTo(1);
        assertThat(summary.get("accounts").toString())
                .isEqualTo("{\"total\":4,\"root\":{\"NONE\":3,\"ACTIVE\":1,\"INACTIVE\":0,\"PRESENT\":0,\"UNKNOWN\":0},"
                        + "\"withDrift\":1,\"drift\":3,\"snapshotFailed\":1,\"neverListed\":1,"
                        + "\"stale\":1,\"trails\":{\"DELETED\":0,\"STOPPED\":0,\"REDUCED\":0},\"blindTrails\":[],"
                        + "\"oldestEvidence\":\"2026-11-20T12:00:00Z\",\"lastEventAt\":\"2026-11-22T12:00:00Z\"}");
    }

    @Test
    void tombstone_removes() throws Exception {
        // Given
        fill();
        // When
        filled.forget(Topic.VIOLATIONS_CURRENT, Published.id(1));
        filled.forget(Topic.ACCOUNTS_CURRENT, Published.ACCOUNT);
        // Then
        assertThat(get("/api/violations/" + Published.id(1)).statusCode()).isEqualTo(404);
        assertThat(get("/api/accounts/" + Published.ACCOUNT).statusCode()).isEqualTo(404);
    }

    @Test
    void page_isServedWithItsFiles() throws Exception {
        // When
        var page = get("/");
        var again = http.send(
                request("/")
                        .header(
                                "If-None-Match",
                                page.headers().firstValue("ETag").orElseThrow())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        // Then
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(again.statusCode()).isEqualTo(304);
        for (var none :
                List.of("nothing.js", "..%2fapi%2fopenapi.yaml", "PageFiles.class", "%2e%2e", "page.js%00.css")) {
            assertThat(get("/page/" + none).statusCode()).as(none).isIn(400, 404);
        }
    }

    /** Four violations, three of them open, and four accounts. */
    private void fill() {
        filled.publish(Published.open(1).severity(Severity.LOW));
        filled.publish(Published.open(2).account("444455556666").severity(Severity.HIGH));
        filled.publish(Published.open(3).account("444455556666").severity(Severity.CRITICAL));
        filled.publish(Published.open(4).resolved());
        filled.publish(Published.account(Published.ACCOUNT, "first"));
        filled.publish(Published.account("444455556666", "second"));
        filled.publish(Published.account("555566667777", "third", RootKeys.NONE, Outcome.FAILED, Optional.empty(), 0));
        filled.publish(Published.account(
                "777788889999",
                "fourth",
                RootKeys.ACTIVE,
                Outcome.COMPLETED,
                Optional.of(Published.BEGIN.minus(Duration.ofDays(2))),
                3));
        filled.complete();
    }

    private void assertAsDescribed(String path, HttpResponse<String> answer) throws IOException {
        assertThat(document.knows(path, answer.statusCode()))
                .as(path + " " + answer.statusCode())
                .isTrue();
        var schema = document.schemaOf(path, answer.statusCode());
        if (!schema.isEmpty()) {
            assertThat(document.complaints(schema, answer.body())).as(path).isEmpty();
        }
    }

    private static List<String> ids(JsonNode found) {
        return StreamSupport.stream(found.get("items").spliterator(), false)
                .map(item -> item.get("violationId").asText())
                .toList();
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return Json.MAPPER.readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(endpoint.url() + path));
    }
}
