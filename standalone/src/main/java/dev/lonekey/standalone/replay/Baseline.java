package dev.lonekey.standalone.replay;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.SourceRecord;
import dev.lonekey.runtime.text.Harmless;
import dev.lonekey.standalone.evidence.AccountEvidence;
import dev.lonekey.standalone.saved.SavedOutput;
import dev.lonekey.standalone.terminal.InWords;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What was there when nobody recorded: saved output of the AWS CLI, as it is published. */
record Baseline(SavedOutput saved) {

    static final Baseline NONE = new Baseline(new SavedOutput(List.of(), List.of()));

    /** The snapshot of each account, its parts in their order. */
    List<Batch> batches() {
        return saved.accounts().stream().map(Baseline::batch).toList();
    }

    private static Batch batch(AccountEvidence account) {
        return new Batch(
                account.parts().stream()
                        .map(part -> new SourceRecord(Topic.IAM_SNAPSHOTS, account.id(), part.toJson()))
                        .toList(),
                List.of());
    }

    /** Tells what was not used of it, in one line each. */
    void tellProblems(PrintWriter err) {
        saved.notices().forEach(notice -> err.println("lonekey: " + Harmless.command(notice.message())));
        err.flush();
    }

    boolean isBroken() {
        return saved.isBroken();
    }

    /** Lines for people, if there is anything to tell. */
    Stream<String> lines() {
        var parts = saved.accounts().stream()
                .mapToInt(account -> account.parts().size())
                .sum();
        if (saved.accounts().isEmpty()) {
            return Stream.empty();
        }
        var size = "baseline: %s in %s of saved snapshots"
                .formatted(InWords.count(saved.accounts().size(), "account"), InWords.count(parts, "part"));
        return hasReportOfUnknownAge()
                ? Stream.of(size, "baseline: a credential report as CSV tells no time; taken as of now")
                : Stream.of(size);
    }

    private boolean hasReportOfUnknownAge() {
        return saved.accounts().stream()
                .flatMap(account -> account.coverage().reportsGeneratedAt().stream())
                .anyMatch(Optional::isEmpty);
    }
}
