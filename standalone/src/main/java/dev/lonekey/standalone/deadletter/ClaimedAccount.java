package dev.lonekey.standalone.deadletter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.cloudtrail.AccountId;
import dev.lonekey.contract.deadletter.RejectedException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The account that a letter says it is about. A claim, since whoever wrote the letter may have written anything. */
final class ClaimedAccount {

    /** Of a CloudTrail record, a part of a snapshot, and an envelope of EventBridge. */
    private static final Set<String> FIELDS = Set.of("recipientAccountId", "accountId", "account");

    private static final int LOOKED_AT_BYTES = 64 * 1024;

    private ClaimedAccount() {}

    /**
     * What the outermost object names, in its first 64 KiB and up to where it is no JSON any more; empty if it names none, several,
     * or one that cannot be an account id.
     */
    static Optional<String> in(byte[] value) {
        var named = new LinkedHashSet<String>();
        try (var parser = Json.parser(value, 0, Math.min(value.length, LOOKED_AT_BYTES))) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                collect(parser, named);
            }
        } catch (RejectedException | IOException notJsonFromHereOn) {
            // What was named before still tells where to look.
        }
        return named.size() == 1 ? named.stream().findAny().filter(AccountId::isLegal) : Optional.empty();
    }

    private static void collect(JsonParser parser, Set<String> named) throws IOException {
        for (var field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            var token = parser.nextToken();
            if (FIELDS.contains(field) && token == JsonToken.VALUE_STRING) {
                named.add(parser.getText());
            }
            parser.skipChildren();
        }
    }
}
