package dev.lonekey.ingest.standin;

import java.time.Clock;
import java.util.TreeMap;

/**
 * Runs a stand-in until it is interrupted, to try the product by hand: an organization of two accounts with a few users,
 * whose changes, as the AWS CLI may make them, arrive as events in a queue.
 */
public final class StandInMain {

    private StandInMain() {}

    /** Starts on the port that is the first argument, and prints the environment to export. */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != 1 || !args[0].matches("\\d{1,5}")) {
            System.err.println("usage: StandInMain PORT");
            System.exit(2);
        }
        try (var aws = AwsStandIn.start(Clock.systemUTC(), Integer.parseInt(args[0]))) {
            var queue = aws.queue("lonekey-events");
            aws.organization().add("444455556666", "Web", "Root/Prod/Web");
            for (var id : new String[] {aws.homeAccount(), "444455556666"}) {
                var account = aws.account(id);
                account.usersAtOnce(3, number -> "user-" + number);
                account.forwardTo(queue);
            }
            new TreeMap<>(aws.environment())
                    .forEach((name, value) -> System.out.println("export " + name + "=" + value));
            System.out.println("# queue: " + queue.url());
            Thread.currentThread().join();
        }
    }
}
