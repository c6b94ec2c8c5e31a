package dev.lonekey.ingest.account;

import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.text.Harmless;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Accounts from a file with an id on each line, which is read anew each time. What follows a {@code #} is a comment. */
record FileOfAccounts(Path file) implements AccountList {

    private static final Predicate<String> ID = Pattern.compile("[0-9]{12}").asMatchPredicate();

    /** Some editors put it before the first line. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    @Override
    public List<MemberAccount> read() {
        var lines = lines();
        var ids = new LinkedHashSet<String>();
        for (var number = 1; number <= lines.size(); number++) {
            var id = withoutComment(lines.get(number - 1));
            if (!id.isEmpty()) {
                ids.add(checked(id, number));
            }
        }
        if (ids.isEmpty()) {
            throw new Failure(file + " lists no account; write an account id on each line");
        }
        return ids.stream().map(MemberAccount::of).toList();
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new Failure(file + " does not exist; correct ingest.accounts.file", e);
        } catch (CharacterCodingException e) {
            throw new Failure(file + " is not in UTF-8; save it as such", e);
        } catch (IOException e) {
            throw new Failure(
                    file + " cannot be read (" + e.getClass().getSimpleName() + "); check its permissions", e);
        }
    }

    private String checked(String id, int line) {
        if (!ID.test(id)) {
            throw new Failure("%s line %d: \"%s\" is no account id; write its twelve digits as in 111122223333"
                    .formatted(file, line, Harmless.text(id)));
        }
        return id;
    }

    private static String withoutComment(String line) {
        var comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment))
                .replace(BYTE_ORDER_MARK, "")
                .strip();
    }
}
