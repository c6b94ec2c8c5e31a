package dev.lonekey.ingest.config;

import java.util.Optional;

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

    public RoleSettings {
        name = name == null ? Optional.empty() : name;
        externalId = externalId == null ? Optional.empty() : externalId;
        sessionName = sessionName == null ? Optional.empty() : sessionName;
        name.filter(text -> text.contains(":")).ifPresent(arn -> {
            throw new IllegalArgumentException("it is a role's name, not its ARN: it is the same in every account");
        });
    }

    public String nameOrUsual() {
        return name.orElse(USUAL_NAME);
    }

    public String sessionNameOrUsual() {
        return sessionName.orElse(USUAL_SESSION);
    }
}
