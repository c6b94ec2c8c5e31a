package dev.lonekey.ingest.aws;

import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;

/** The calls to CloudTrail that are made in accounts whose event history is read. */
public enum CloudTrailAction implements MemberAction<CloudTrailClient> {
    LOOKUP_EVENTS("LookupEvents");

    private final String text;

    CloudTrailAction(String text) {
        this.text = text;
    }

    @Override
    public String permission() {
        return "cloudtrail:" + text;
    }

    @Override
    public CloudTrailClient client(AwsClients clients) {
        return clients.cloudTrail();
    }
}
