package dev.lonekey.ingest.standin;

/** One AWS service: what it answers, and how it says no. */
interface Service {

    /**
     * Carries the call out.
     *
     * @throws ServiceError if the service refuses the call
     */
    Answer answer(Request request) throws InterruptedException;

    /** The error in the protocol of this service. */
    Answer answer(ServiceError error, String requestId);

    /** The refusal in the words of this service. */
    ServiceError refuse(Refusal refusal, String message);

    /** What a policy would have to allow the call on. */
    String resourceOf(Request request);

    /** The action as this service names it when it is denied. */
    default String permissionOf(Request request) {
        return request.qualifiedAction();
    }

    /** The account that the call is about, whose faults it meets. */
    default String subjectOf(Request request) {
        return request.caller().account();
    }
}
