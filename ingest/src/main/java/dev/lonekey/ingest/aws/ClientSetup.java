package dev.lonekey.ingest.aws;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * What all clients have in common.
 *
 * @param endpoint of all services, in tests
 * @param timeouts ends calls that take too long; by itself each client would keep five threads for that
 */
record ClientSetup(Optional<URI> endpoint, AwsCredentialsProvider base, ScheduledExecutorService timeouts)
        implements AutoCloseable {

    static ClientSetup of(Optional<URI> endpoint, AwsCredentialsProvider base) {
        var timeouts = new ScheduledThreadPoolExecutor(1, ClientSetup::thread);
        timeouts.setRemoveOnCancelPolicy(true);
        return new ClientSetup(endpoint, base, timeouts);
    }

    /** The same with other credentials; to be closed once. */
    ClientSetup as(AwsCredentialsProvider other) {
        return new ClientSetup(endpoint, other, timeouts);
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            B builder, String region, CallLimits limits) {
        endpoint.ifPresent(builder::endpointOverride);
        return builder.region(Region.of(region))
                .credentialsProvider(base)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CallLimits.CONNECT)
                        .socketTimeout(limits.silence()))
                .overrideConfiguration(override -> override.retryStrategy(limits.retries())
                        .apiCallAttemptTimeout(limits.attempt())
                        .apiCallTimeout(limits.call())
                        .scheduledExecutorService(timeouts))
                .build();
    }

    @Override
    public void close() {
        timeouts.shutdownNow();
        if (base instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "aws-timeouts");
        thread.setDaemon(true);
        return thread;
    }
}
