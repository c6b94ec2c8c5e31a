package dev.lonekey.ingest.standin;

/** An error as AWS answers it; thrown in the test's own thread, it says that the test asked for the impossible. */
final class ServiceError extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    ServiceError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static ServiceError noSuchEntity(String what, String name) {
        return new ServiceError(404, "NoSuchEntity", "The " + what + " with name " + name + " cannot be found.");
    }

    static ServiceError invalidAction(String action) {
        return new ServiceError(400, "InvalidAction", "Could not find operation " + action);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
