package dev.lonekey.ingest.aws;

import dev.lonekey.ingest.config.AccountsSettings;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.ingest.standin.AwsStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** Lanes that lead to a stand-in, with the calls that are counted on the way. */
public final class LanesOfStandIn implements AutoCloseable {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AwsClients clients;
    private final Lanes lanes;

    private LanesOfStandIn(AwsClients clients, Pace pace) {
        this.clients = clients;
        this.lanes = new Lanes(clients, pace, meters);
    }

    /** Lanes of member accounts, or of the home account if there are none. */
    public static LanesOfStandIn of(AwsStandIn aws, Pace pace, String... members) {
        var environment = aws.environment();
        var base = StaticCredentialsProvider.create(AwsSessionCredentials.create(
                environment.get("AWS_ACCESS_KEY_ID"),
                environment.get("AWS_SECRET_ACCESS_KEY"),
                environment.get("AWS_SESSION_TOKEN")));
        return new LanesOfStandIn(AwsClients.at(aws.endpoint(), base, settings(members)), pace);
    }

    private static IngestSettings settings(String... members) {
        var usual = IngestSettings.DEFAULT;
        var accounts = new AccountsSettings(
                List.of(members), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());
        return new IngestSettings(
                usual.partition(),
                usual.region(),
                accounts,
                usual.role(),
                usual.queue(),
                usual.archive(),
                usual.snapshots(),
                usual.history(),
                usual.instanceId());
    }

    /** A pace that is faster than tests ask, and waits only moments. */
    public static Pace hurried() {
        return new Pace(
                10_000,
                4,
                BackoffStrategy.exponentialDelayWithoutJitter(Duration.ofMillis(50), Duration.ofMillis(200)),
                Duration.ofMinutes(1),
                5,
                BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(10)));
    }

    public Lane open(String account) {
        return lanes.open(account);
    }

    /** How many calls had this outcome. */
    public long count(MemberAction<?> action, String outcome) {
        return (long) meters.counter("lonekey.ingest.aws.calls", "action", action.permission(), "outcome", outcome)
                .count();
    }

    @Override
    public void close() {
        lanes.close();
        clients.close();
    }
}
