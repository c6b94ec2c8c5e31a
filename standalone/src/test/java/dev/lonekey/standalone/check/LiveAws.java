package dev.lonekey.standalone.check;

import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.config.AccountsSettings;
import dev.lonekey.ingest.config.ArchiveSettings;
import dev.lonekey.ingest.config.HistorySettings;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.ingest.config.QueueSettings;
import dev.lonekey.ingest.config.RoleSettings;
import dev.lonekey.ingest.config.SnapshotSettings;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.ingest.standin.Faults;
import dev.lonekey.ingest.standin.StandInAccount;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;

/** A stand-in for AWS that the SDK of this process is led to, as its environment would lead it elsewhere. */
public final class LiveAws implements AutoCloseable {

    private static final Map<String, String> PROPERTIES = Map.of(
            "AWS_ENDPOINT_URL", "aws.endpointUrl",
            "AWS_ACCESS_KEY_ID", "aws.accessKeyId",
            "AWS_SECRET_ACCESS_KEY", "aws.secretAccessKey",
            "AWS_SESSION_TOKEN", "aws.sessionToken",
            "AWS_REGION", "aws.region");

    private final AwsStandIn standIn = AwsStandIn.start(Clock.systemUTC());
    private final Map<String, Optional<String>> before = new TreeMap<>();

    public LiveAws() {
        standIn.environment().forEach((name, value) -> set(PROPERTIES.get(name), value));
    }

    private void set(String property, String value) {
        before.putIfAbsent(property, Optional.ofNullable(System.setProperty(property, value)));
    }

    /** Takes the credentials away, and leaves no other place to find some but the environment. */
    void withoutCredentials() {
        List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.sessionToken").forEach(System::clearProperty);
        set("aws.sharedCredentialsFile", "/nowhere/credentials");
        set("aws.configFile", "/nowhere/config");
        set("aws.disableEc2Metadata", "true");
    }

    /** The account of the credentials. */
    StandInAccount home() {
        return account(standIn.homeAccount());
    }

    StandInAccount account(String id) {
        return standIn.account(id);
    }

    Faults faults() {
        return standIn.faults();
    }

    public AwsStandIn standIn() {
        return standIn;
    }

    /** Has a credential report made, so that nobody has to wait for it. */
    void makeReportOf(StandInAccount account) {
        var accounts = new AccountsSettings(
                List.of(account.id()), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());
        var settings = new IngestSettings(
                Optional.empty(),
                Optional.empty(),
                accounts,
                RoleSettings.DEFAULT,
                QueueSettings.DEFAULT,
                ArchiveSettings.DEFAULT,
                SnapshotSettings.DEFAULT,
                HistorySettings.DEFAULT,
                Optional.empty());
        try (var clients = AwsClients.at(standIn.endpoint(), SystemPropertyCredentialsProvider.create(), settings)) {
            clients.iam().generateCredentialReport(request -> request.overrideConfiguration(clients.as(account.id())));
        }
    }

    @Override
    public void close() {
        before.forEach((property, value) ->
                value.ifPresentOrElse(old -> System.setProperty(property, old), () -> System.clearProperty(property)));
        standIn.close();
    }
}
