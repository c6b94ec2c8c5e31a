package dev.lonekey.runtime.http;

import dev.lonekey.runtime.text.Harmless;
import io.javalin.http.HttpStatus;

/** Why a request is not answered as it was meant, told to whoever sent it. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    /** @param message what is wrong and what to do, in one line; what the request says may be in it */
    public Refusal(HttpStatus status, String message) {
        super(Harmless.command(message), null, false, false);
        this.status = status;
    }

    /** A request that says something that it must not. */
    public static Refusal badRequest(String message) {
        return new Refusal(HttpStatus.BAD_REQUEST, message);
    }

    HttpStatus status() {
        return status;
    }
}
