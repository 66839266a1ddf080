package dev.faultline.workload;

/** The client has no way to ask this of its system: workload and client do not fit. It ends the run. */
public final class UnsupportedRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedRequestException(Request request) {
        super("the client knows no '" + request.f() + "', which the workload asks for");
    }
}
