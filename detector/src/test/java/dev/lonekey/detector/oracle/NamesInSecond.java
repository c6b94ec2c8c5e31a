package dev.lonekey.detector.oracle;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What names go through within one second, so that the generator can keep to what records of whole seconds can tell: a name is given up and taken at most once; it is not taken over when a key was made
 * for the one who gave it up; a user is known from an earlier second before its name is taken over; and an older key is not named by a name that has changed hands.
 */
final class NamesInSecond {
    private final Map<String, Boolean> inUseBefore = new HashMap<>();
    private final Set<String> givenUp = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> keyMadeFor = new HashSet<>();
    private final Set<String> keysMade = new HashSet<>();

    void begin(Collection<Holder> living) {
        inUseBefore.clear();
        givenUp.clear();
        taken.clear();
        keyMadeFor.clear();
        keysMade.clear();
        living.forEach(user -> inUseBefore.put(user.principal(), user.isKnown()));
    }

    boolean canTellApart(Request request, Caller caller) {
        String user = request.userName()
                .or(() -> caller.type() == Caller.Type.IAM_USER ? caller.name() : Optional.empty())
                .orElse("");
        return canSign(caller)
                && switch (request.action()) {
                    case "CreateUser" -> canBeTaken(user);
                    case "DeleteUser" -> canBeGivenUp(user);
                    case "UpdateUser" ->
                        request.newUserName()
                                .map(newName -> canBeGivenUp(user) && canBeTaken(newName))
                                .orElse(true);
                    case "CreateAccessKey" -> true;
                    default -> canName(user, request.keyId().orElseThrow());
                };
    }

    boolean canSign(Caller caller) {
        return caller.type() != Caller.Type.IAM_USER || canName(caller.name().orElseThrow(), caller.signingKeyId());
    }

    void note(Request request, Answer answer) {
        String user = lower(request.userName().orElse(""));
        switch (request.action()) {
            case "CreateUser" -> taken.add(user);
            case "DeleteUser" -> givenUp.add(user);
            case "UpdateUser" ->
                request.newUserName().ifPresent(newName -> {
                    givenUp.add(user);
                    taken.add(lower(newName));
                });
            case "CreateAccessKey" -> {
                keyMadeFor.add(answer.holder().orElseThrow().principal());
                keysMade.add(answer.key().orElseThrow().id());
            }
            default -> {}
        }
    }

    private boolean canBeGivenUp(String name) {
        return !givenUp.contains(lower(name));
    }

    private boolean canBeTaken(String name) {
        String lower = lower(name);
        boolean afterGivenUp = givenUp.contains(lower);
        return !taken.contains(lower)
                && !(afterGivenUp && keyMadeFor.contains(lower))
                && !(afterGivenUp && Boolean.FALSE.equals(inUseBefore.get(lower)));
    }

    private boolean canName(String name, String keyId) {
        String lower = lower(name);
        boolean changedHands = inUseBefore.containsKey(lower) && givenUp.contains(lower) && taken.contains(lower);
        return !changedHands || keysMade.contains(keyId);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
