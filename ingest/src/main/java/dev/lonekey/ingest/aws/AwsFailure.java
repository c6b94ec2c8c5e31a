package dev.lonekey.ingest.aws;

/** A call to AWS failed for good, or for too long. */
public final class AwsFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient AwsProblem problem;

    /** Every call was answered, but not with what was needed. */
    public AwsFailure(AwsProblem problem) {
        super(problem.message());
        this.problem = problem;
    }

    public AwsFailure(AwsProblem problem, Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    public AwsProblem problem() {
        return problem;
    }
}
