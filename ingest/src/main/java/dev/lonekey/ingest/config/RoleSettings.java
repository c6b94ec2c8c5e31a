package dev.lonekey.ingest.config;

import dev.lonekey.runtime.config.RefusedSetting;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The role that is assumed in every account. Not used where only the account of the credentials is watched.
 *
 * @param name without path and ARN, the same in every account
 * @param externalId what the role's trust policy asks for
 * @param sessionName how the calls are named in CloudTrail
 */
public record RoleSettings(Optional<String> name, Optional<String> externalId, Optional<String> sessionName) {

    public static final RoleSettings DEFAULT = new RoleSettings(Optional.empty(), Optional.empty(), Optional.empty());

    private static final String USUAL_NAME = "lonekey-member";
    private static final String USUAL_SESSION = "lonekey";

    /** <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">What STS takes</a>. */
    private static final Pattern SESSION_NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{2,64}");

    public RoleSettings {
        name = name == null ? Optional.empty() : name;
        externalId = externalId == null ? Optional.empty() : externalId;
        sessionName = sessionName == null ? Optional.empty() : sessionName;
        name.filter(text -> text.contains(":")).ifPresent(arn -> {
            throw new RefusedSetting(
                    "name",
                    "it is the role's name, which is the same in every account, not an ARN; take what stands behind \"role/\"");
        });
        sessionName.filter(text -> !SESSION_NAME.matcher(text).matches()).ifPresent(illegal -> {
            throw new RefusedSetting("session-name", "it has 2 to 64 letters, digits and characters of _+=,.@-");
        });
    }

    public String nameOrUsual() {
        return name.orElse(USUAL_NAME);
    }

    public String sessionNameOrUsual() {
        return sessionName.orElse(USUAL_SESSION);
    }
}
