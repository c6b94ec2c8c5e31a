package dev.lonekey.ingest.snapshot;

import dev.lonekey.contract.snapshot.SnapshotPart.Key;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.AwsProblem;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Lists the keys of users, and when they were last used where somebody must choose between two active ones. */
final class KeyListing {

    private static final String ACTIVE = "Active";

    private final AccountIam iam;
    private final Consumer<AwsProblem> doneWithout;
    private volatile boolean tellsLastUse = true;

    /** @param doneWithout is told when last uses may not be asked for */
    KeyListing(AccountIam iam, Consumer<AwsProblem> doneWithout) {
        this.iam = iam;
        this.doneWithout = doneWithout;
    }

    static boolean hasSeveralActive(User user) {
        return user.keys().stream().filter(key -> key.status().equals(ACTIVE)).count() > 1;
    }

    /** The user with all its keys; empty if IAM knows none of this name. */
    CompletableFuture<Optional<User>> of(User user) {
        return iam.keys(user.name())
                .thenApply(keys -> Optional.of(with(user, keys)))
                .exceptionally(failure -> {
                    if (Futures.cause(failure).getCause() instanceof NoSuchEntityException) {
                        return Optional.empty();
                    }
                    throw new CompletionException(Futures.cause(failure));
                })
                .thenCompose(listed -> listed.filter(KeyListing::hasSeveralActive)
                        .map(this::withLastUses)
                        .orElseGet(() -> CompletableFuture.completedFuture(listed)));
    }

    private CompletableFuture<Optional<User>> withLastUses(User user) {
        return Futures.all(user.keys().stream().map(this::withLastUse).toList())
                .thenApply(keys -> Optional.of(with(user, keys)));
    }

    private CompletableFuture<Key> withLastUse(Key key) {
        if (!tellsLastUse) {
            return CompletableFuture.completedFuture(key);
        }
        return iam.lastUse(key.id())
                .thenApply(used -> new Key(key.id(), key.status(), key.createdAt(), used))
                .exceptionally(failure -> without(key, Futures.cause(failure)));
    }

    /** The last use is no more than a good advice: a key that is gone meanwhile, or a permission, does not fail the listing. */
    private Key without(Key key, Throwable cause) {
        if (cause instanceof AwsFailure failure && failure.problem().kind() == AwsProblem.Kind.ACCESS_DENIED) {
            tellsLastUse = false;
            doneWithout.accept(failure.problem());
            return key;
        }
        if (cause.getCause() instanceof NoSuchEntityException) {
            return key;
        }
        throw new CompletionException(cause);
    }

    private static User with(User user, List<Key> keys) {
        return new User(user.name(), user.id(), user.arn(), keys);
    }
}
