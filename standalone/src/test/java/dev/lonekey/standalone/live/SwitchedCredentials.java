package dev.lonekey.standalone.live;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Credentials that a test takes away and gives back; without them this fails as the SDK's default chain does. */
final class SwitchedCredentials implements AwsCredentialsProvider {

    private final AwsCredentialsProvider credentials;
    private volatile boolean lost;

    SwitchedCredentials(AwsCredentialsProvider credentials) {
        this.credentials = credentials;
    }

    void lose() {
        lost = true;
    }

    void find() {
        lost = false;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        if (lost) {
            throw SdkClientException.create(
                    "Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain(…)");
        }
        return credentials.resolveCredentials();
    }
}
