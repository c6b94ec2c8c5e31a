package dev.lonekey.ingest.aws;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What all lanes share: the clients, the threads that make calls, the timer, and the count of calls. */
final class Crew implements AutoCloseable {

    private static final String THROTTLED = outcome(AwsProblem.Kind.THROTTLED);
    private static final int WORKERS = 64;
    private static final long IDLE_SECONDS = 10;

    private final AwsClients clients;
    private final MeterRegistry meters;
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor timer;

    Crew(AwsClients clients, MeterRegistry meters) {
        this.clients = clients;
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

    <T> T make(String account, Call<T> call) {
        var answer = call.make(clients, clients.as(account));
        count(call.action(), "ok");
        return answer;
    }

    /** Says why a call failed, and counts it. */
    AwsFailure explain(String account, MemberAction<?> action, Throwable failure) {
        var problem = AwsProblems.of(failure, "account " + account, action.permission());
        if (problem.kind() == AwsProblem.Kind.EXPIRED_CREDENTIALS) {
            clients.forget(account);
        }
        count(action, outcome(problem.kind()));
        return new AwsFailure(problem, failure);
    }

    private void count(MemberAction<?> action, String outcome) {
        counter(action, outcome).increment();
        counter(action, THROTTLED); // there from the first call, so that the first throttling is an increase
    }

    private Counter counter(MemberAction<?> action, String outcome) {
        return Counter.builder("lonekey.ingest.aws.calls")
                .description("calls to AWS in the accounts, by what came of them")
                .tag("action", action.permission())
                .tag("outcome", outcome)
                .register(meters);
    }

    private static String outcome(AwsProblem.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Keeps nothing about an account that is no longer ours. */
    void forget(String account) {
        clients.forget(account);
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
