package dev.lonekey.standalone.saved;

import dev.lonekey.contract.cloudtrail.AccountId;
import dev.lonekey.ingest.report.Arn;
import dev.lonekey.runtime.failure.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells the accounts of files: by the ARNs in a file, else by those beside it, else by the name of its folder, else by what
 * holds for the folder above, else as the user says. Where two of these differ nobody knows, and it ends.
 */
final class AccountFinder {

    private static final Pattern ID = Pattern.compile("[0-9]{12}");

    private final Path from;
    private final Optional<String> given;
    /** By folder, what the ARNs in a file of it tell. */
    private final Map<Path, Witness> witnesses = new HashMap<>();

    /** By folder, what is told by it and by the folders below. */
    private final Map<Path, Optional<String>> told = new HashMap<>();

    private record Witness(String account, Path file) {}

    /**
     * @param from where the files were looked for; folders above tell nothing
     * @param given what the user says
     */
    AccountFinder(Path from, Optional<String> given) {
        this.from = from;
        this.given = given;
        given.ifPresent(id -> {
            if (!AccountId.isLegal(id)) {
                throw new Failure("--account takes the id of an AWS account, as 111122223333");
            }
        });
    }

    /**
     * The files of each account.
     *
     * @throws Failure if a file's account is not told, or contradictory
     */
    Map<String, List<SavedFile>> group(Collection<SavedFile> files) {
        files.forEach(this::hear);
        var accounts = new TreeMap<String, List<SavedFile>>();
        for (var file : files) {
            accounts.computeIfAbsent(account(file), id -> new ArrayList<>()).add(file);
        }
        return accounts;
    }

    private void hear(SavedFile file) {
        own(file).ifPresent(account -> {
            var said = new Witness(account, file.path());
            var known = witnesses.putIfAbsent(folderOf(file), said);
            if (known != null && !known.account().equals(account)) {
                throw new Failure("%s is of account %s, and %s beside it of account %s; give each account a folder"
                        .formatted(file.path(), account, known.file(), known.account()));
            }
        });
    }

    private static Optional<String> own(SavedFile file) {
        var accounts = file.contents().stream()
                .flatMap(Saved::arns)
                .map(Arn::account)
                .distinct()
                .sorted()
                .toList();
        if (accounts.size() > 1) {
            throw new Failure("%s names two accounts, %s and %s; save each account's output in a folder of its own"
                    .formatted(file.path(), accounts.get(0), accounts.get(1)));
        }
        return accounts.stream().findFirst();
    }

    private String account(SavedFile file) {
        var account = told(file)
                .or(() -> given)
                .orElseThrow(() -> new Failure(
                        "%s does not tell its account; give --account ID, or save it in a folder named by the id"
                                .formatted(file.path())));
        named(file).filter(name -> !name.equals(account)).ifPresent(name -> {
            throw new Failure("%s is of account %s, but its folder is named %s; move it to the right folder"
                    .formatted(file.path(), account, name));
        });
        given.filter(id -> !id.equals(account)).ifPresent(id -> {
            throw new Failure("%s is of account %s, not of %s; leave --account out, or give the right folder"
                    .formatted(file.path(), account, id));
        });
        return account;
    }

    private Optional<String> told(SavedFile file) {
        return own(file).or(() -> foldersOf(file)
                .flatMap(folder -> told.computeIfAbsent(folder, this::toldBy).stream())
                .findFirst());
    }

    private Optional<String> toldBy(Path folder) {
        var here = Optional.ofNullable(witnesses.get(folder)).map(Witness::account);
        return here.or(() -> name(folder)).or(() -> below(folder));
    }

    /** What the folders below agree on. */
    private Optional<String> below(Path folder) {
        var accounts = witnesses.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(folder))
                .map(entry -> entry.getValue().account())
                .collect(Collectors.toSet());
        return accounts.size() == 1 ? accounts.stream().findFirst() : Optional.empty();
    }

    private Optional<String> named(SavedFile file) {
        return foldersOf(file).flatMap(folder -> name(folder).stream()).findFirst();
    }

    private static Optional<String> name(Path folder) {
        return Optional.ofNullable(folder.getFileName()).map(Path::toString).filter(ID.asMatchPredicate());
    }

    /** The folder that a file lies in, then those above it up to where the files were looked for. */
    private Stream<Path> foldersOf(SavedFile file) {
        var top = from.toAbsolutePath().normalize();
        return Stream.iterate(folderOf(file), folder -> folder != null && folder.startsWith(top), Path::getParent);
    }

    private static Path folderOf(SavedFile file) {
        return file.path().toAbsolutePath().normalize().getParent();
    }
}
