package dev.lonekey.ingest.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.ingest.standin.AwsStandIn;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** That the SDK heeds endpoints from outside is its own doing, but people rely on it. */
@Isolated
class EndpointTest {

    private final AwsStandIn everything = AwsStandIn.start(Clock.systemUTC());
    private final AwsStandIn onlyIam = AwsStandIn.start(Clock.systemUTC());

    @BeforeEach
    void credentials() {
        var environment = everything.environment();
        Map.of(
                        "aws.accessKeyId", environment.get("AWS_ACCESS_KEY_ID"),
                        "aws.secretAccessKey", environment.get("AWS_SECRET_ACCESS_KEY"),
                        "aws.sessionToken", environment.get("AWS_SESSION_TOKEN"),
                        "aws.endpointUrl", everything.endpoint().toString())
                .forEach(System::setProperty);
    }

    @AfterEach
    void stop() {
        System.getProperties().keySet().removeIf(name -> String.valueOf(name).startsWith("aws."));
        everything.close();
        onlyIam.close();
    }

    @Test
    void endpointOfAll_isUsed() {
        // When
        try (var aws = AwsClients.of(IngestSettings.DEFAULT)) {
            aws.ownAccount();
            aws.iam().listUsers();
            aws.organizations().listRoots();
            aws.cloudTrail().lookupEvents();
        }
        // Then
        assertThat(everything.calls().all())
                .extracting(call -> call.action())
                .containsExactly(
                        "sts:GetCallerIdentity", "iam:ListUsers", "organizations:ListRoots", "cloudtrail:LookupEvents");
    }

    @Test
    void endpointOfOneService_goesFirst() {
        // Given
        System.setProperty("aws.endpointUrlIam", onlyIam.endpoint().toString());
        // When
        try (var aws = AwsClients.of(IngestSettings.DEFAULT)) {
            aws.ownAccount();
            aws.iam().listUsers();
        }
        // Then
        assertThat(onlyIam.calls().count("*", "*")).isOne();
        assertThat(everything.calls().count("*", "iam:*")).isZero();
    }
}
