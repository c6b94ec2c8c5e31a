package dev.lonekey.standalone.check;

import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.audit.Audit;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.runtime.cli.ExitStatus;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.text.Harmless;
import dev.lonekey.standalone.cli.OutputFormat;
import dev.lonekey.standalone.evidence.AccountEvidence;
import dev.lonekey.standalone.saved.Notice;
import dev.lonekey.standalone.saved.SavedOutput;
import dev.lonekey.standalone.terminal.Palette;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** One check: from what is known of accounts to what is printed. */
final class Check {

    private final Clock clock;
    private final OutputFormat format;
    private final Palette palette;
    private final Policy policy;
    private final PrintWriter out;
    private final PrintWriter err;

    Check(Clock clock, Policy policy, OutputFormat format, Palette palette, PrintWriter out, PrintWriter err) {
        this.clock = clock;
        this.policy = policy;
        this.format = format;
        this.palette = palette;
        this.out = out;
        this.err = err;
    }

    /** Returns the {@link ExitStatus}. */
    int run(SavedOutput saved) {
        if (saved.accounts().isEmpty()) {
            tell(saved.notices());
        }
        saved.requireUsable();
        return run(saved.accounts(), saved.notices());
    }

    /**
     * Returns the {@link ExitStatus}.
     *
     * @param notices about files
     */
    int run(List<AccountEvidence> accounts, List<Notice> notices) {
        var audit = judged(accounts);
        var events = audit.events();
        var verdicts = Verdict.of(accounts, audit.accounts(), events);
        if (format == OutputFormat.TABLE) {
            new CheckReport(palette, clock.instant()).lines(verdicts, notices).forEach(out::println);
            tell(notices.stream().filter(Notice::refused).toList());
        } else {
            events.forEach(this::print);
            verdicts.forEach(verdict -> verdict.gaps().forEach(gap -> tell(verdict.id() + ": not judged: " + gap)));
            tell(notices);
        }
        out.flush();
        return exitStatus(verdicts, notices);
    }

    private Audit judged(List<AccountEvidence> accounts) {
        var audit = new Audit(clock, policy);
        for (var account : accounts) {
            for (var part : account.parts()) {
                try {
                    audit.add(part);
                } catch (RejectedException refused) {
                    throw new Failure(
                            "what was found of account " + account.id() + " cannot be used (" + refused.getMessage()
                                    + "); check this machine's clock, and have it told again",
                            refused);
                }
            }
        }
        return audit;
    }

    private void print(ViolationEvent event) {
        out.write(new String(event.toJson(), StandardCharsets.UTF_8) + "\n");
    }

    private void tell(List<Notice> notices) {
        notices.forEach(notice -> tell(notice.message()));
    }

    private void tell(String message) {
        err.println("lonekey: " + Harmless.command(message));
        err.flush();
    }

    private static int exitStatus(List<Verdict> verdicts, List<Notice> notices) {
        if (notices.stream().anyMatch(Notice::refused) || verdicts.stream().anyMatch(Verdict::isFailed)) {
            return ExitStatus.ERROR;
        }
        return verdicts.stream().allMatch(verdict -> verdict.view().open().isEmpty())
                ? ExitStatus.NOTHING_OPEN
                : ExitStatus.VIOLATIONS_OPEN;
    }
}
