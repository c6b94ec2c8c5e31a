package dev.lonekey.detector.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.detector.page.PageFiles;
import dev.lonekey.detector.rule.Rule;
import dev.lonekey.detector.rule.Rules;
import dev.lonekey.detector.view.AccountQuery;
import dev.lonekey.detector.view.Accounts.Account;
import dev.lonekey.detector.view.Found;
import dev.lonekey.detector.view.Order;
import dev.lonekey.detector.view.Page;
import dev.lonekey.detector.view.Silence;
import dev.lonekey.detector.view.Trouble;
import dev.lonekey.detector.view.View;
import dev.lonekey.detector.view.ViolationQuery;
import dev.lonekey.detector.view.ViolationQuery.Status;
import dev.lonekey.runtime.health.HealthReport;
import dev.lonekey.runtime.http.Answers;
import dev.lonekey.runtime.http.Paths;
import dev.lonekey.runtime.http.Refusal;
import dev.lonekey.runtime.http.Routes;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Serves what is published now below {@code /api}, and the page that shows it at {@code /}. {@code openapi.yaml} describes it all.
 */
public final class Api implements Routes, AutoCloseable {

    private final View view;
    private final Silence silence;
    private final Clock clock;
    private final PageFiles files = new PageFiles();
    private Optional<EventStreams> streams = Optional.empty();

    /** Where no silence is news. */
    public Api(View view, Clock clock) {
        this(view, Silence.NEVER, clock);
    }

    /** @param silence when silence is news */
    public Api(View view, Silence silence, Clock clock) {
        this.view = view;
        this.silence = silence;
        this.clock = clock;
    }

    @Override
    public void addTo(Paths paths, Supplier<HealthReport> health) {
        var summary = new Summary(view, silence, health, clock);
        close(); // the streams of an endpoint that could not be opened
        var opened = new EventStreams(view, summary, health);
        streams = Optional.of(opened);
        paths.get("/", files.file("index.html"));
        paths.get("/page/{name}", files::byName);
        paths.get("/api/summary", request -> {
            Parameters.of(request);
            json(request, summary.toJson());
        });
        paths.get("/api/violations", whenComplete(this::violations));
        paths.get("/api/violations/{id}", whenComplete(this::violation));
        paths.get("/api/accounts", whenComplete(this::accounts));
        paths.get("/api/accounts/{id}", whenComplete(this::account));
        paths.get("/api/stream", opened::open);
        paths.get("/api/openapi.yaml", ApiDescription::openApi);
        paths.get("/api/schemas/{name}", ApiDescription::schema);
    }

    private Handler whenComplete(Handler handler) {
        return request -> {
            if (!view.isComplete()) {
                throw new Refusal(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "the violations are still being read from Kafka; try again in a moment");
            }
            handler.handle(request);
        };
    }

    private void violations(Context request) {
        var given = Parameters.of(
                request, "status", "account", "rule", "severity", "principal", "q", "sort", "offset", "limit");
        var query = new ViolationQuery(
                given.oneOf("status", Status.class, true).orElse(Status.OPEN),
                given.text("account"),
                given.oneOf("rule", Rules.ALL.stream().map(Rule::id).toList()),
                given.someOf("severity", Severity.class),
                given.text("principal"),
                given.text("q"),
                given.oneOf("sort", Order.class, true).orElse(Order.SEVERITY),
                page(given));
        found(request, query.page(), view.violations().find(query), violation -> violation.json());
    }

    private void violation(Context request) {
        Parameters.of(request);
        var violation = view.violations()
                .get(request.pathParam("id"))
                .orElseThrow(() -> new Refusal(
                        HttpStatus.NOT_FOUND,
                        "no violation has this id now; what was resolved long ago is on the topic of violations only"));
        Answers.json(request, violation.json().getBytes(UTF_8));
    }

    private void accounts(Context request) {
        var given = Parameters.of(request, "q", "root", "trouble", "offset", "limit");
        var query = new AccountQuery(
                given.text("q"),
                given.oneOf("root", RootKeys.class, true),
                given.oneOf("trouble", Trouble.class, true),
                page(given));
        found(request, query.page(), view.accounts().find(query, silence, clock.instant()), account -> json(account)
                .toString());
    }

    private void account(Context request) {
        Parameters.of(request);
        var account = view.accounts()
                .get(request.pathParam("id"))
                .orElseThrow(() -> new Refusal(
                        HttpStatus.NOT_FOUND, "nothing is known of an account with this id; /api/accounts lists all"));
        json(request, json(account));
    }

    private static Page page(Parameters given) {
        return new Page(
                given.number("offset", 0, Integer.MAX_VALUE, Page.FIRST.offset()),
                given.number("limit", 1, Page.MOST, Page.FIRST.limit()));
    }

    private static JsonNode json(Account account) {
        var json = Json.MAPPER.<ObjectNode>valueToTree(account.known().status());
        json.put("openViolations", account.open().count());
        account.open().worst().ifPresent(worst -> json.put("worst", worst.name()));
        return json;
    }

    /** Items are JSON already, and stay exactly as they are. */
    private static <T> void found(Context request, Page page, Found<T> found, Function<T, String> toJson) {
        var json = new StringBuilder("{\"total\":%d,\"offset\":%d,\"items\":[".formatted(found.total(), page.offset()));
        for (var item : found.items()) {
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",").append(toJson.apply(item));
        }
        Answers.json(request, json.append("]}").toString().getBytes(UTF_8));
    }

    private static void json(Context request, JsonNode json) {
        Answers.json(request, json.toString().getBytes(UTF_8));
    }

    /** Those that listen, once it is served. */
    Optional<EventStreams> streams() {
        return streams;
    }

    @Override
    public void close() {
        streams.ifPresent(EventStreams::close);
    }
}
