package dev.lonekey.benchmarks.snapshot;

import dev.lonekey.benchmarks.process.Run;
import dev.lonekey.standalone.broker.TemporaryFolder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What people write today to see all access keys: a loop of the AWS CLI in the shell. */
final class AwsCli {

    private static final Set<Integer> ENDED = Set.of(0);

    /** Neither what the user has configured nor a role of the machine may lead it elsewhere. */
    private static final Map<String, String> NOTHING_ELSE = Map.of(
            "AWS_CONFIG_FILE", "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
            "AWS_EC2_METADATA_DISABLED", "true",
            "AWS_PAGER", "",
            "NO_PROXY", "127.0.0.1",
            "no_proxy", "127.0.0.1");

    private AwsCli() {}

    /** Whether it is on this machine. */
    static boolean isThere() throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v aws")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /**
     * Lists the users of an account, and the keys of some of them.
     *
     * @param users all users
     * @param listed those whose keys are listed; from these, the figures for all are told
     */
    static Map<String, Double> loop(StandInAws aws, int users, int listed) throws IOException, InterruptedException {
        var environment = new LinkedHashMap<>(aws.environment());
        environment.remove("AWS_ENDPOINT_URL");
        environment.putAll(NOTHING_ELSE);
        environment.put("AWS_DEFAULT_REGION", environment.get("AWS_REGION")); // version 1 knows no other
        var exports = environment.entrySet().stream()
                .map(each -> "export " + each.getKey() + "='" + each.getValue() + "'; ")
                .collect(Collectors.joining());
        var cli = exports + "aws --endpoint-url " + aws.endpoint() + " iam ";
        try (var folder = new TemporaryFolder()) {
            var names = Run.quoted(folder.path().resolve("names"));
            var list = measured(aws, cli + "list-users --query 'Users[].[UserName]' --output text > " + names);
            var keys = measured(
                    aws,
                    "set -e; for user in $(head -n " + listed + " " + names + "); do " + cli
                            + "list-access-keys --user-name \"$user\"; done");
            return all(list, keys, users, listed);
        }
    }

    private static Map<String, Double> all(Map<String, Double> list, Map<String, Double> keys, int users, int listed) {
        var scale = (double) users / listed;
        var scaled = listed < users ? ", scaled from the keys of %,d users".formatted(listed) : "";
        var sample = new LinkedHashMap<String, Double>();
        list.forEach((quantity, figure) -> sample.put(quantity + scaled, figure + scale * keys.get(quantity)));
        return sample;
    }

    private static Map<String, Double> measured(StandInAws aws, String command)
            throws IOException, InterruptedException {
        var callsBefore = aws.calls();
        var took = Run.measure(command, Runtime.getRuntime().availableProcessors(), ENDED);
        var sample = new LinkedHashMap<String, Double>();
        sample.put("s", took.get("s"));
        sample.put("calls", (double) aws.calls() - callsBefore);
        sample.put("s of CPU", took.get("s of CPU"));
        return sample;
    }
}
