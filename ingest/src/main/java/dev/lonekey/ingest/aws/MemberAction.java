package dev.lonekey.ingest.aws;

/**
 * A call that is made in watched accounts: their role must allow it.
 *
 * @param <C> the client that makes it
 */
public sealed interface MemberAction<C> permits IamAction, CloudTrailAction {

    /** As it stands in policies, for example {@code iam:ListUsers}. */
    String permission();

    /** The client that makes it. */
    C client(AwsClients clients);
}
