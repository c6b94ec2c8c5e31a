package dev.lonekey.benchmarks.process;

import dev.lonekey.benchmarks.harness.Benchmark;
import dev.lonekey.benchmarks.harness.Comparison;
import dev.lonekey.benchmarks.harness.Contender;
import dev.lonekey.standalone.broker.TemporaryFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code benchmarks/run start}: whole processes that have nothing, or next to nothing, to do. */
@picocli.CommandLine.Command(
        name = "start",
        description = "Start lonekey for nothing: replay of an empty folder, check of a small one, --version.")
public final class StartBenchmark extends Benchmark {

    /** An empty folder is told as a problem. */
    private static final Set<Integer> ENDED = Set.of(0, 1, 2);

    private static final String USERS = """
            {"Users":[{"Path":"/","UserName":"alice","UserId":"AIDAEXAMPLE000000001","Arn":"arn:aws:iam::111122223333:user/alice","CreateDate":"2026-01-01T00:00:00Z"}]}
            """;
    private static final String KEYS = """
            {"AccessKeyMetadata":[{"UserName":"alice","AccessKeyId":"AKIAIOSFODNN7EXAMPLE","Status":"Active","CreateDate":"2026-01-01T00:00:00Z"}]}
            """;

    @Override
    protected void measure() throws Exception {
        try (var empty = new TemporaryFolder();
                var saved = new TemporaryFolder()) {
            Files.writeString(saved.path().resolve("list-users.json"), USERS);
            Files.writeString(saved.path().resolve("list-access-keys-alice.json"), KEYS);
            var contenders = List.of(
                    contender("lonekey --version", "--version"),
                    contender("lonekey check --from SMALL", "check --from " + Run.quoted(saved.path())),
                    contender("lonekey replay EMPTY", "replay " + Run.quoted(empty.path())));
            run(new Comparison("Start", contenders, List.of()), 1);
        }
    }

    private static Contender contender(String name, String arguments) {
        var processors = Runtime.getRuntime().availableProcessors();
        return new Contender(
                name, () -> Run.measure(Path.of("lonekey").toAbsolutePath() + " " + arguments, processors, ENDED));
    }
}
