package dev.lonekey.ingest.aws;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * Opens lanes, as many as there are accounts: a lane has no thread of its own. Calls are counted as
 * {@code lonekey.ingest.aws.calls} by action and outcome, {@code ok} or the kind of problem.
 */
public final class Lanes implements AutoCloseable {

    /** Tells what a failed call means. */
    @FunctionalInterface
    public interface Explanation {
        AwsProblem explain(Throwable failure, String account, IamAction action);
    }

    private final Function<String, AwsCredentialsProvider> credentials;
    private final Pace pace;
    private final Crew crew;
    private final Set<Lane> open = ConcurrentHashMap.newKeySet();

    /**
     * @param iam makes each call once; the lanes see to retries
     * @param credentials of an account
     */
    public Lanes(
            IamClient iam,
            Function<String, AwsCredentialsProvider> credentials,
            Explanation explanation,
            Pace pace,
            MeterRegistry meters) {
        this.credentials = credentials;
        this.pace = pace;
        this.crew = new Crew(iam, explanation, meters);
    }

    /** Opens the lane of an account; close it when the account is no longer ours. */
    public Lane open(String account) {
        var configuration = AwsRequestOverrideConfiguration.builder()
                .credentialsProvider(credentials.apply(account))
                .build();
        var lane = new Lane(account, crew, pace, configuration, open::remove);
        open.add(lane);
        return lane;
    }

    /** Closes all lanes. */
    @Override
    public void close() {
        List.copyOf(open).forEach(Lane::close);
        crew.close();
    }
}
