package dev.lonekey.standalone.saved;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lonekey.ingest.report.Arn;
import dev.lonekey.ingest.report.Texts;
import java.util.Optional;

/** A user, as {@code list-users} shows it. */
record ListedUser(
        @JsonProperty("UserName") String name,
        @JsonProperty("UserId") Optional<String> id,
        @JsonProperty("Arn") Optional<Arn> arn) {

    ListedUser {
        Texts.requireUserName(name, "UserName");
        id.ifPresent(text -> Texts.require(text, "UserId"));
    }
}
