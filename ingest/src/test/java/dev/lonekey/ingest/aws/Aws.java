package dev.lonekey.ingest.aws;

import dev.lonekey.ingest.config.AccountsSettings;
import dev.lonekey.ingest.config.AwsPartition;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.ingest.config.RoleSettings;
import dev.lonekey.ingest.standin.AwsStandIn;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Clients of a stand-in, as its home account. */
public final class Aws {

    public static final String MEMBER = "444455556666";
    public static final String EXTERNAL_ID = "example-external-id";

    private Aws() {}

    /** Clients that assume the role of whatever account they are to call. */
    public static AwsClients clients(AwsStandIn standIn) {
        return AwsClients.at(standIn.endpoint(), credentials(standIn), members());
    }

    /** Clients by other settings. */
    static AwsClients clients(AwsStandIn standIn, IngestSettings settings) {
        return AwsClients.at(standIn.endpoint(), credentials(standIn), settings);
    }

    /** Clients that call the own account only. */
    static AwsClients ownClients(AwsStandIn standIn) {
        return ownClients(standIn, AwsPartition.COMMERCIAL);
    }

    static AwsClients ownClients(AwsStandIn standIn, AwsPartition partition) {
        var none = IngestSettings.DEFAULT;
        var settings = new IngestSettings(
                Optional.of(partition),
                none.region(),
                none.accounts(),
                none.role(),
                none.queue(),
                none.archive(),
                none.snapshots(),
                none.history(),
                none.instanceId());
        return AwsClients.at(standIn.endpoint(), credentials(standIn), settings);
    }

    static IngestSettings members() {
        var usual = AccountsSettings.DEFAULT;
        var accounts = new AccountsSettings(
                List.of(MEMBER), usual.file(), usual.organization(), usual.refresh(), List.of(), List.of());
        var role = new RoleSettings(Optional.empty(), Optional.of(EXTERNAL_ID), Optional.empty());
        var none = IngestSettings.DEFAULT;
        return new IngestSettings(
                none.partition(),
                none.region(),
                accounts,
                role,
                none.queue(),
                none.archive(),
                none.snapshots(),
                none.history(),
                none.instanceId());
    }

    private static AwsCredentialsProvider credentials(AwsStandIn standIn) {
        var environment = standIn.environment();
        return StaticCredentialsProvider.create(AwsSessionCredentials.create(
                environment.get("AWS_ACCESS_KEY_ID"),
                environment.get("AWS_SECRET_ACCESS_KEY"),
                environment.get("AWS_SESSION_TOKEN")));
    }
}
