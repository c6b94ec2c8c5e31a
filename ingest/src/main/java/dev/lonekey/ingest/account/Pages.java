package dev.lonekey.ingest.account;

import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.aws.AwsProblem.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads all pages of a list. Organizations may answer with an empty page and a token; only a page without a token is the
 * last.
 */
final class Pages {

    private Pages() {}

    /**
     * All pages, read before the first is used: part of a list is of no use.
     *
     * @param call takes the token of the page, {@code null} for the first
     * @param next the token of the page that follows, {@code null} behind the last
     * @throws AwsFailure if a token comes again, as it then would forever
     */
    static <R> Stream<R> read(Function<String, R> call, Function<R, String> next) {
        List<R> pages = new ArrayList<>();
        var tokens = new HashSet<String>();
        String token = null;
        do {
            var page = call.apply(token);
            pages.add(page);
            token = next.apply(page);
            if (token != null && !tokens.add(token)) {
                throw incomplete("a page came twice");
            }
        } while (token != null);
        return pages.stream();
    }

    static AwsFailure incomplete(String reason) {
        var message = "the organization: " + reason + "; the last list is kept, and it is read again later";
        return new AwsFailure(new AwsProblem(Kind.OTHER, reason, message), null);
    }
}
