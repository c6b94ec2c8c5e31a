package dev.lonekey.runtime.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.List;

/** The paths that an endpoint serves, for reading only. What lies below {@code /api} needs the token, if one is set. */
public final class Paths {

    static final String API = "/api";

    private final RoutesConfig routes;
    private final List<String> served = new ArrayList<>();

    Paths(RoutesConfig routes) {
        this.routes = routes;
    }

    /**
     * Serves a path. HEAD is answered as GET is, since checks from outside use it; the server leaves the content out.
     *
     * @param path as Javalin writes it, with <code>{name}</code> for what varies
     */
    public void get(String path, Handler handler) {
        routes.get(path, handler);
        routes.head(path, handler);
        served.add(path);
    }

    /** Whether a path is served, as it was written. */
    boolean has(String path) {
        return served.contains(path);
    }

    /** Whether there is something that a token could protect. */
    boolean hasApi() {
        return served.stream().anyMatch(path -> path.startsWith(API + "/"));
    }

    /** Where to look instead, for somebody who asked for a path that is not served. */
    String hint() {
        var open = served.stream().filter(path -> !path.contains("{")).toList();
        return "nothing is here; there is " + String.join(", ", open);
    }
}
