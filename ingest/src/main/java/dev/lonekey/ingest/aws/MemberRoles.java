package dev.lonekey.ingest.aws;

import dev.lonekey.ingest.config.IngestSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/**
 * The role in every account. Credentials are renewed by whoever needs them, not in the background: there may be thousands
 * of accounts, and most of them rest most of the time.
 */
final class MemberRoles implements AutoCloseable {

    /** From here on the first call renews them; if that fails, they serve until {@link #STALE}. */
    private static final Duration PREFETCH = Duration.ofMinutes(10);

    private static final Duration STALE = Duration.ofMinutes(2);

    private final StsClient sts;
    private final IngestSettings settings;
    private final Map<String, StsAssumeRoleCredentialsProvider> assumed = new ConcurrentHashMap<>();

    MemberRoles(StsClient sts, IngestSettings settings) {
        this.sts = sts;
        this.settings = settings;
    }

    StsAssumeRoleCredentialsProvider credentials(String accountId) {
        return assumed.computeIfAbsent(accountId, this::provider);
    }

    void forget(String accountId) {
        Optional.ofNullable(assumed.remove(accountId)).ifPresent(StsAssumeRoleCredentialsProvider::close);
    }

    @Override
    public void close() {
        assumed.keySet().forEach(this::forget);
    }

    private StsAssumeRoleCredentialsProvider provider(String accountId) {
        var role = settings.role();
        return provider(sts, request -> request.roleArn("arn:%s:iam::%s:role/%s"
                        .formatted(settings.partitionOrUsual().id(), accountId, role.nameOrUsual()))
                .roleSessionName(role.sessionNameOrUsual())
                .externalId(role.externalId().orElse(null)));
    }

    static StsAssumeRoleCredentialsProvider provider(StsClient sts, Consumer<AssumeRoleRequest.Builder> request) {
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .asyncCredentialUpdateEnabled(false)
                .prefetchTime(PREFETCH)
                .staleTime(STALE)
                .refreshRequest(request)
                .build();
    }
}
