package dev.lonekey.ingest.aws;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.iam.IamClient;

/** What all lanes share: the client, the threads that make calls, the timer, and the count of calls. */
final class Crew implements AutoCloseable {

    private static final int WORKERS = 64;
    private static final long IDLE_SECONDS = 10;

    private final IamClient iam;
    private final Lanes.Explanation explanation;
    private final MeterRegistry meters;
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor timer;

    Crew(IamClient iam, Lanes.Explanation explanation, MeterRegistry meters) {
        this.iam = iam;
        this.explanation = explanation;
        this.meters = meters;
        this.workers = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> daemon(work, "aws-call"),
                new ThreadPoolExecutor.DiscardPolicy());
        this.workers.allowCoreThreadTimeOut(true);
        this.timer = new ScheduledThreadPoolExecutor(
                1, work -> daemon(work, "aws-timer"), new ThreadPoolExecutor.DiscardPolicy());
        this.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Does work that may block. */
    void work(Runnable work) {
        workers.execute(work);
    }

    /** Does work later, which must not block. */
    void later(long nanos, Runnable work) {
        var unused = timer.schedule(work, nanos, TimeUnit.NANOSECONDS);
    }

    <T> T make(Call<T> call, AwsRequestOverrideConfiguration credentials) {
        var answer = call.make(iam, credentials);
        count(call.action(), "ok");
        return answer;
    }

    /** Says why a call failed, and counts it. */
    AwsFailure explain(String account, IamAction action, Throwable failure) {
        var explained = failure instanceof AwsFailure known
                ? known
                : new AwsFailure(explanation.explain(failure, account, action), failure);
        count(
                action,
                explained.problem().kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return explained;
    }

    private void count(IamAction action, String outcome) {
        meters.counter("lonekey.ingest.aws.calls", "action", action.permission(), "outcome", outcome)
                .increment();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
    }

    private static Thread daemon(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
