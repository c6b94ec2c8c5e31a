package dev.lonekey.detector.page;

import dev.lonekey.runtime.http.Refusal;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Serves the page's files. Browsers keep them, but ask each time whether they have changed. */
public final class PageFiles {

    /** No slashes: what lies elsewhere cannot be named. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}\\.([a-z]{2,5})");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, PageFile> known = new ConcurrentHashMap<>();

    /** A file as it is served; nobody changes its bytes. */
    private static final class PageFile {

        private final String type;
        private final byte[] content;
        private final String etag;

        PageFile(String type, byte[] content, String etag) {
            this.type = type;
            this.content = content;
            this.etag = etag;
        }
    }

    /** Serves one file. */
    public Handler file(String name) {
        return request -> serve(request, name);
    }

    /** Serves the file that the path names. */
    public void byName(Context request) {
        serve(request, request.pathParam("name"));
    }

    private void serve(Context request, String name) {
        var file = find(name).orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "the page has no such file"));
        request.contentType(file.type)
                .header("Cache-Control", "no-cache")
                .header("Vary", "Accept-Encoding")
                .header("ETag", file.etag)
                .result(file.content);
    }

    private Optional<PageFile> find(String name) {
        var parts = NAME.matcher(name);
        return parts.matches() && TYPES.containsKey(parts.group(1))
                ? Optional.ofNullable(known.computeIfAbsent(name, missing -> read(name, TYPES.get(parts.group(1)))))
                : Optional.empty();
    }

    private static PageFile read(String name, String type) {
        try (var resource = PageFiles.class.getResourceAsStream(name)) {
            if (resource == null) {
                return null;
            }
            var content = resource.readAllBytes();
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            // Weak, since it stands for the compressed content as well.
            return new PageFile(type, content, "W/\"" + HexFormat.of().formatHex(digest, 0, 8) + "\"");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
