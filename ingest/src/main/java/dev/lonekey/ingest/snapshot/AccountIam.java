package dev.lonekey.ingest.snapshot;

import dev.lonekey.contract.snapshot.SnapshotPart.Key;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.ingest.aws.IamAction;
import dev.lonekey.ingest.aws.Lane;
import dev.lonekey.ingest.aws.Pending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.GenerateCredentialReportRequest;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedRequest;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryRequest;
import software.amazon.awssdk.services.iam.model.GetCredentialReportRequest;
import software.amazon.awssdk.services.iam.model.GetCredentialReportResponse;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ReportStateType;

/** What one snapshot asks IAM about an account. Its calls end with it. */
final class AccountIam {

    private static final int USERS_PER_PAGE = 1000;

    private final Lane lane;
    private final Pending pending = new Pending();

    AccountIam(Lane lane) {
        this.lane = lane;
    }

    /** Numbers about the account, by names that its partition chooses to tell. */
    CompletableFuture<Map<String, Integer>> summary() {
        return call(IamAction.GET_ACCOUNT_SUMMARY, (iam, credentials) -> iam.getAccountSummary(
                        GetAccountSummaryRequest.builder()
                                .overrideConfiguration(credentials)
                                .build())
                .summaryMapAsStrings());
    }

    /** All users, without their keys. */
    CompletableFuture<List<User>> users() {
        return users(Optional.empty(), new ArrayList<>());
    }

    private CompletableFuture<List<User>> users(Optional<String> marker, List<User> found) {
        return call(
                        IamAction.LIST_USERS,
                        (iam, credentials) -> iam.listUsers(ListUsersRequest.builder()
                                .maxItems(USERS_PER_PAGE)
                                .marker(marker.orElse(null))
                                .overrideConfiguration(credentials)
                                .build()))
                .thenCompose(page -> {
                    page.users().forEach(user -> found.add(user(user)));
                    return isTruncated(page.isTruncated())
                            ? users(Optional.of(page.marker()), found)
                            : CompletableFuture.completedFuture(found);
                });
    }

    private static User user(software.amazon.awssdk.services.iam.model.User user) {
        return new User(
                user.userName(), Optional.ofNullable(user.userId()), Optional.ofNullable(user.arn()), List.of());
    }

    /** All keys of a user. */
    CompletableFuture<List<Key>> keys(String user) {
        return keys(user, Optional.empty(), new ArrayList<>());
    }

    private CompletableFuture<List<Key>> keys(String user, Optional<String> marker, List<Key> found) {
        return call(
                        IamAction.LIST_ACCESS_KEYS,
                        (iam, credentials) -> iam.listAccessKeys(ListAccessKeysRequest.builder()
                                .userName(user)
                                .marker(marker.orElse(null))
                                .overrideConfiguration(credentials)
                                .build()))
                .thenCompose(page -> {
                    page.accessKeyMetadata().forEach(key -> found.add(key(key)));
                    return isTruncated(page.isTruncated())
                            ? keys(user, Optional.of(page.marker()), found)
                            : CompletableFuture.completedFuture(found);
                });
    }

    private static Key key(AccessKeyMetadata key) {
        return new Key(
                key.accessKeyId(), key.statusAsString(), Optional.ofNullable(key.createDate()), Optional.empty());
    }

    private static boolean isTruncated(Boolean told) {
        return Boolean.TRUE.equals(told);
    }

    /** When a key was last used; empty where it never was. */
    CompletableFuture<Optional<Instant>> lastUse(String keyId) {
        return call(
                IamAction.GET_ACCESS_KEY_LAST_USED,
                (iam, credentials) -> Optional.ofNullable(iam.getAccessKeyLastUsed(GetAccessKeyLastUsedRequest.builder()
                                .accessKeyId(keyId)
                                .overrideConfiguration(credentials)
                                .build())
                        .accessKeyLastUsed()
                        .lastUsedDate()));
    }

    /** Has a credential report made, unless there is one. */
    CompletableFuture<ReportStateType> orderReport() {
        return call(IamAction.GENERATE_CREDENTIAL_REPORT, (iam, credentials) -> iam.generateCredentialReport(
                        GenerateCredentialReportRequest.builder()
                                .overrideConfiguration(credentials)
                                .build())
                .state());
    }

    CompletableFuture<GetCredentialReportResponse> report() {
        return call(
                IamAction.GET_CREDENTIAL_REPORT,
                (iam, credentials) -> iam.getCredentialReport(GetCredentialReportRequest.builder()
                        .overrideConfiguration(credentials)
                        .build()));
    }

    CompletableFuture<Void> after(Duration delay) {
        return pending.add(lane.after(delay));
    }

    /** Cancels what is pending and lets nothing begin. */
    void stop() {
        pending.cancel();
    }

    private <T> CompletableFuture<T> call(
            IamAction action, BiFunction<IamClient, AwsRequestOverrideConfiguration, T> request) {
        return pending.isCancelled()
                ? CompletableFuture.failedFuture(new CancellationException())
                : pending.add(lane.call(action, request));
    }
}
