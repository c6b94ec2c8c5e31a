package dev.lonekey.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.deadletter.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcernTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            an administrator for a user     | "eventName":"CreateAccessKey","userIdentity":{"type":"AssumedRole"},"requestParameters":{"userName":"alice"}                      | alice
            a user for itself               | "eventName":"CreateAccessKey","userIdentity":{"type":"IAMUser","userName":"bob"},"requestParameters":null                        | bob
            a user for itself, as answered  | "eventName":"CreateAccessKey","userIdentity":{"type":"IAMUser"},"responseElements":{"accessKey":{"userName":"carol"}}             | carol
            a user that is renamed          | "eventName":"UpdateUser","userIdentity":{"type":"AssumedRole"},"requestParameters":{"userName":"alice","newUserName":"alicia"}    | alicia
            root for itself                 | "eventName":"CreateAccessKey","userIdentity":{"type":"Root","userName":"alias"},"responseElements":{"accessKey":{"userName":"Root"}} | <root>
            root for a user                 | "eventName":"CreateAccessKey","userIdentity":{"type":"Root"},"requestParameters":{"userName":"alice"}                             | alice
            a key too many                  | "eventName":"CreateAccessKey","errorCode":"LimitExceededException","userIdentity":{"type":"IAMUser","userName":"bob"}             | bob
            a denied call                   | "eventName":"CreateAccessKey","errorCode":"AccessDenied","userIdentity":{"type":"IAMUser","userName":"bob"}                       |
            a role that names nobody        | "eventName":"UpdateAccessKey","userIdentity":{"type":"AssumedRole"},"requestParameters":{"accessKeyId":"AKIAIOSFODNN7EXAMPLE"}    |
            a name that IAM cannot have     | "eventName":"DeleteAccessKey","userIdentity":{"type":"AssumedRole"},"requestParameters":{"userName":"no such name/"}              |
            an event that announces silence | "eventName":"StopLogging","eventSource":"cloudtrail.amazonaws.com","userIdentity":{"type":"IAMUser","userName":"bob"}             |
            """)
    void whomAnEventIsAbout(String what, String fields, String expected) throws RejectedException {
        // Given
        var source = fields.contains("eventSource") ? "" : "\"eventSource\":\"iam.amazonaws.com\",";
        var record = CloudTrailRecord.parse(("{" + source + fields + "}").getBytes(StandardCharsets.UTF_8));
        // When
        var concern = Concern.of(record).map(found -> found.user().orElse("<root>"));
        // Then
        assertThat(concern).isEqualTo(Optional.ofNullable(expected));
    }
}
