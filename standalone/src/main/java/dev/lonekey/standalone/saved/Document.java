package dev.lonekey.standalone.saved;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lonekey.ingest.report.Texts;
import dev.lonekey.standalone.saved.Saved.CredentialReport;
import dev.lonekey.standalone.saved.Saved.KeyList;
import dev.lonekey.standalone.saved.Saved.Summary;
import dev.lonekey.standalone.saved.Saved.UserList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A JSON document as the AWS CLI prints it: which of the fields are there tells which call it was. */
record Document(
        @JsonProperty("SummaryMap") Optional<SummaryMap> summary,
        @JsonProperty("Content") Optional<String> content,
        @JsonProperty("GeneratedTime") Optional<Instant> generatedTime,
        @JsonProperty("Users") Optional<List<ListedUser>> users,
        @JsonProperty("AccessKeyMetadata") Optional<List<ListedKey>> keys,
        @JsonProperty("AccessKeyLastUsed") Optional<Map<String, Object>> lastUse,
        @JsonProperty("IsTruncated") Optional<Boolean> isTruncated,
        @JsonProperty("Marker") Optional<String> marker,
        @JsonProperty("NextToken") Optional<String> nextToken) {

    Document {
        users = users.map(List::copyOf);
        keys = keys.map(List::copyOf);
        generatedTime.ifPresent(Texts::requireTime);
    }

    /** Of the many numbers of a summary, those that are about root. */
    record SummaryMap(
            @JsonProperty("AccountAccessKeysPresent") Optional<Long> accessKeys,

            @JsonProperty("AccountSigningCertificatesPresent")
            Optional<Long> signingCertificates) {}

    List<Saved> saved() throws UnusableException {
        var found = new ArrayList<Saved>();
        summary.ifPresent(map -> found.add(new Summary(
                map.accessKeys().map(number -> number > 0),
                map.signingCertificates().map(number -> number > 0))));
        if (content.isPresent()) {
            found.add(new CredentialReport(generatedTime, EncodedReport.read(content.get())));
        }
        users.ifPresent(list -> found.add(new UserList(list, truncated())));
        keys.ifPresent(list -> found.add(new KeyList(list, truncated())));
        lastUse.ifPresent(use -> found.add(new Saved.LastUse()));
        return found.isEmpty() ? List.of(new Saved.Unknown()) : found;
    }

    private boolean truncated() {
        return isTruncated.orElse(false)
                || Stream.of(marker, nextToken).flatMap(Optional::stream).anyMatch(token -> !token.isBlank());
    }
}
