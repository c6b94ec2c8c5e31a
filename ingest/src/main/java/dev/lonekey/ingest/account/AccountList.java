package dev.lonekey.ingest.account;

import java.util.List;

/**
 * The accounts that there are. A list is complete, or there is none: whoever is not in it is not there. None is
 * empty: that is a failure.
 */
@FunctionalInterface
public interface AccountList {

    /**
     * Looks them up, before include and exclude. Blocks.
     *
     * @throws dev.lonekey.ingest.aws.AwsFailure if AWS did not tell all of them, or none
     * @throws dev.lonekey.runtime.failure.Failure if the file that lists them cannot be read, or names none
     */
    List<MemberAccount> read();
}
