package dev.faultline.check;

/** What the client learned about its operation. */
public enum Outcome {
    /** The operation took effect between its invocation and its completion, with the result recorded. */
    OK,
    /** The system refused: the operation certainly did not take its effect. */
    FAIL,
    /** Nobody knows: it may have taken effect, may yet, or never will. An operation left open counts as this. */
    INFO
}
