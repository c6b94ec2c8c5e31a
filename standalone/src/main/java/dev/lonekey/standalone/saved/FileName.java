package dev.lonekey.standalone.saved;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The name of a file without its ending, which may be, or end in, the name of a user. */
record FileName(String name) {

    private static final String SEPARATORS = "-_. ";

    static FileName of(Path file) {
        var name = file.getFileName().toString();
        return new FileName(name.replaceFirst("\\.(json|txt|out)$", ""));
    }

    /**
     * The user that the name means, as in {@code alice} or {@code access-keys-alice}.
     *
     * @param users known users, by lower-cased name
     * @return empty if there is none, or more than one: nobody's keys are guessed
     */
    Optional<String> user(Map<String, ListedUser> users) {
        return known(name, users)
                .or(() -> onlyOne(IntStream.range(1, name.length())
                        .filter(end -> SEPARATORS.indexOf(name.charAt(end - 1)) >= 0)
                        .mapToObj(name::substring)
                        .flatMap(ending -> known(ending, users).stream())
                        .toList()));
    }

    private static Optional<String> known(String name, Map<String, ListedUser> users) {
        return Optional.ofNullable(users.get(Listings.lower(name))).map(ListedUser::name);
    }

    private static Optional<String> onlyOne(List<String> names) {
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }
}
