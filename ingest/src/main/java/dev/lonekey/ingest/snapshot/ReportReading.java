package dev.lonekey.ingest.snapshot;

import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.aws.AwsProblem.Kind;
import dev.lonekey.ingest.report.DamagedReportException;
import dev.lonekey.ingest.report.ReportCsv;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.iam.model.CredentialReportExpiredException;
import software.amazon.awssdk.services.iam.model.CredentialReportNotPresentException;
import software.amazon.awssdk.services.iam.model.CredentialReportNotReadyException;
import software.amazon.awssdk.services.iam.model.GetCredentialReportResponse;
import software.amazon.awssdk.services.iam.model.ReportStateType;

/** Has a credential report made, waits for it, and reads it. AWS makes one in seconds to minutes, and keeps it for four hours. */
final class ReportReading {

    private final AccountIam iam;
    private final String account;
    private final Waits waits;

    ReportReading(AccountIam iam, String account, Waits waits) {
        this.iam = iam;
        this.account = account;
        this.waits = waits;
    }

    /** The report; fails with {@link AwsFailure} if there is none in time, or it is damaged. */
    CompletableFuture<CredentialReport> read() {
        return order(waits.report(), Duration.ZERO);
    }

    /**
     * @param wait how long to wait if it is not there yet
     * @param waited for how long it was waited in all
     */
    private CompletableFuture<CredentialReport> order(Duration wait, Duration waited) {
        return iam.orderReport()
                .thenCompose(
                        state -> state == ReportStateType.COMPLETE ? fetch(wait, waited) : orderLater(wait, waited));
    }

    private CompletableFuture<CredentialReport> fetch(Duration wait, Duration waited) {
        return iam.report().thenCompose(this::parsed).exceptionallyCompose(failure -> {
            var cause = Futures.cause(failure);
            return isNotThere(cause.getCause()) ? orderLater(wait, waited) : CompletableFuture.failedFuture(cause);
        });
    }

    private static boolean isNotThere(Throwable answer) {
        return answer instanceof CredentialReportNotPresentException
                || answer instanceof CredentialReportExpiredException
                || answer instanceof CredentialReportNotReadyException;
    }

    /** Ordering again tells how far it is, and orders another one if the first is gone. */
    private CompletableFuture<CredentialReport> orderLater(Duration wait, Duration waited) {
        if (waited.compareTo(waits.reportInAll()) >= 0) {
            return CompletableFuture.failedFuture(failure(
                    "credential report not made in time",
                    "AWS did not make the credential report within %d minutes; it is asked for again with the next"
                                    .formatted(waited.toMinutes())
                            + " snapshot"));
        }
        return iam.after(wait).thenCompose(passed -> order(longer(wait), waited.plus(wait)));
    }

    private Duration longer(Duration wait) {
        var longer = wait.multipliedBy(3).dividedBy(2);
        return longer.compareTo(waits.reportAtMost()) < 0 ? longer : waits.reportAtMost();
    }

    private CompletableFuture<CredentialReport> parsed(GetCredentialReportResponse report) {
        try {
            if (report.generatedTime() == null || report.content() == null) {
                return CompletableFuture.failedFuture(damaged("it has no time or no content"));
            }
            return CompletableFuture.completedFuture(new CredentialReport(
                    report.generatedTime().truncatedTo(ChronoUnit.SECONDS),
                    ReportCsv.read(report.content().asUtf8String())));
        } catch (DamagedReportException damage) {
            return CompletableFuture.failedFuture(damaged(damage.getMessage()));
        } catch (UncheckedIOException noText) {
            return CompletableFuture.failedFuture(damaged("it is no text in UTF-8"));
        }
    }

    private AwsFailure damaged(String how) {
        return failure(
                "credential report damaged",
                "the credential report cannot be used: " + how + "; AWS makes another within four hours");
    }

    private AwsFailure failure(String reason, String message) {
        return new AwsFailure(new AwsProblem(Kind.OTHER, reason, "account " + account + ": " + message));
    }
}
