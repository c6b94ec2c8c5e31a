package dev.lonekey.ingest.standin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

class EndpointTest {

    @Test
    void environment_leadsTheClientsOfAChildProcessHere() throws IOException, InterruptedException {
        // Given
        try (var aws = AwsStandIn.start(Clock.systemUTC())) {
            aws.queue("events");
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var child = new ProcessBuilder(
                    List.of(java, "-cp", System.getProperty("java.class.path"), Child.class.getName()));
            child.environment().putAll(aws.environment());
            // When
            var running = child.redirectErrorStream(true).start();
            var output = new String(running.getInputStream().readAllBytes(), UTF_8);
            // Then
            assertThat(running.waitFor()).as(output).isZero();
            assertThat(aws.calls().all())
                    .extracting(Calls.Call::action)
                    .containsExactly(
                            "sts:GetCallerIdentity",
                            "iam:ListUsers",
                            "organizations:DescribeOrganization",
                            "sqs:GetQueueUrl");
        }
    }

    /** Makes clients that know nothing but the environment. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) {
            try (SdkHttpClient http = UrlConnectionHttpClient.create();
                    var sts = StsClient.builder().httpClient(http).build();
                    var iam = IamClient.builder().httpClient(http).build();
                    var organizations =
                            OrganizationsClient.builder().httpClient(http).build();
                    var sqs = SqsClient.builder().httpClient(http).build()) {
                sts.getCallerIdentity();
                iam.listUsers();
                organizations.describeOrganization();
                sqs.getQueueUrl(request -> request.queueName("events"));
            }
        }
    }
}
