package dev.faultline.experiment;

import java.io.IOException;

/**
 * Registers in lines of text: {@code read KEY}, {@code write KEY VALUE}, {@code cas KEY OLD NEW}; answered by {@code ok},
 * {@code ok VALUE}, {@code fail}, {@code unavailable} or {@code bad REASON}. For clients whose protocol carries texts.
 */
public final class LineProtocol {
    /** What stands for the absence of a value. */
    public static final String NIL = "nil";

    private LineProtocol() {}

    /**
     * Returns the line for a request.
     *
     * @throws IllegalArgumentException if it is not about registers
     */
    public static String line(Request request) {
        return switch (request) {
            case Request.Read(String key) -> "read " + key;
            case Request.Write(String key, String value) -> "write " + key + " " + value;
            case Request.Cas(String key, String expected, String value) -> "cas " + key + " " + expected + " " + value;
            case Request.Send _, Request.Poll _ ->
                throw new IllegalArgumentException("the line protocol is about registers, and knows no " + request.f());
        };
    }

    /**
     * Returns what the answer to a request means.
     *
     * @throws IOException if it is no answer of the protocol
     */
    public static Reply reply(Request request, String answer) throws IOException {
        if (answer.equals("ok")) {
            return Reply.ok();
        }
        if (answer.startsWith("ok ") && request instanceof Request.Read) {
            String value = answer.substring("ok ".length());
            return new Reply.Ok(value.equals(NIL) ? null : value);
        }
        if (answer.equals("fail") || answer.equals("unavailable") || answer.startsWith("bad ")) {
            return new Reply.Fail(answer);
        }
        throw new IOException("'" + answer + "' is no reply of the line protocol to '" + line(request) + "'");
    }
}
