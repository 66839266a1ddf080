package dev.faultline.workload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Requests in lines of text, for clients whose protocol carries texts. A line is the function, the key if there is one, and the argument
 * if there is one, with blanks between: {@code read KEY}, {@code write KEY VALUE}, {@code cas KEY OLD NEW}, {@code acquire KEY OWNER}.
 *
 * <ul>
 *   <li>A transaction is {@code txn r x nil; w y 2; append z 3}, and is answered by the same steps with what they read.
 *   <li>A transfer is {@code transfer FROM TO AMOUNT}.
 *   <li>Values are tokens without blanks, {@code ;}, {@code =} and brackets; a list is {@code [a b c]}; {@code nil} is nothing.
 *   <li>Answers are {@code ok}, {@code ok VALUE}, {@code ok NAME=VALUE NAME=VALUE ...}; {@code fail REASON}, {@code unavailable} or
 *       {@code bad REASON}, of which nothing was done.
 * </ul>
 *
 * <p>An answer to anything but {@code read}, {@code write} and {@code cas} of registers is a whole number where it looks like one.
 */
public final class LineProtocol {
    /** What stands for the absence of a value. */
    public static final String NIL = "nil";

    private static final String FAIL = "fail";
    private static final String OK = "ok ";
    private static final String BETWEEN_STEPS = ";";

    private LineProtocol() {}

    /**
     * Returns the line for a request.
     *
     * @throws UnsupportedRequestException if it is about logs of records
     */
    public static String line(Request request) {
        return switch (request) {
            case Request.Read(String key) -> "read " + key;
            case Request.Write(String key, String value) -> "write " + key + " " + value;
            case Request.Cas(String key, String expected, String value) -> "cas " + key + " " + expected + " " + value;
            case Request.Transaction(String f, List<MicroOperation> steps) ->
                f + " " + steps.stream().map(LineProtocol::step).collect(Collectors.joining(BETWEEN_STEPS + " "));
            case Request.Call(String f, String key, Object argument, boolean _) ->
                f + (key == null ? "" : " " + key) + arguments(argument);
            case Request.Send _, Request.Poll _ -> throw request.unsupported();
        };
    }

    private static String step(MicroOperation step) {
        return step.f() + " " + step.key() + " " + (step.value() == null ? NIL : step.value());
    }

    private static String arguments(@Nullable Object argument) {
        return switch (argument) {
            case null -> "";
            case List<?> list -> list.stream().map(each -> " " + each).collect(Collectors.joining());
            case Map<?, ?> map -> map.values().stream().map(each -> " " + each).collect(Collectors.joining());
            default -> " " + argument;
        };
    }

    /** Returns whether a service has said {@code fail}: it was reached, and what was asked for cannot be done as things are. */
    public static boolean isRefusal(Reply reply) {
        return reply instanceof Reply.Fail(String reason) && (reason.equals(FAIL) || reason.startsWith(FAIL + " "));
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
        if (answer.equals(FAIL)
                || answer.startsWith(FAIL + " ")
                || answer.equals("unavailable")
                || answer.startsWith("bad ")) {
            return new Reply.Fail(answer);
        }
        if (answer.startsWith(OK)) {
            String text = answer.substring(OK.length());
            switch (request) {
                case Request.Read _ -> {
                    return Reply.ok(text.equals(NIL) ? null : text);
                }
                case Request.Transaction(String _, List<MicroOperation> steps) -> {
                    return Reply.ok(answered(steps, text, answer));
                }
                case Request.Call _ -> {
                    return Reply.ok(text.indexOf('=') > 0 ? pairs(text) : value(text));
                }
                case Request.Write _, Request.Cas _, Request.Send _, Request.Poll _ -> {}
            }
        }
        throw new IOException("'" + answer + "' is no reply of the line protocol to '" + line(request) + "'");
    }

    private static List<MicroOperation> answered(List<MicroOperation> steps, String text, String answer)
            throws IOException {
        String[] parts = text.split(BETWEEN_STEPS, -1);
        List<MicroOperation> answered = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            MicroOperation step = steps.get(i);
            String start = step.f() + " " + step.key() + " ";
            String part = i < parts.length ? parts[i].strip() : "";
            if (parts.length != steps.size() || !part.startsWith(start)) {
                throw new IOException(
                        "'" + answer + "' does not answer the " + steps.size() + " steps of its transaction");
            }
            answered.add(step.isRead() ? step.answered(value(part.substring(start.length()))) : step);
        }
        return answered;
    }

    private static Map<String, @Nullable Object> pairs(String text) throws IOException {
        Map<String, @Nullable Object> pairs = new LinkedHashMap<>();
        for (String pair : text.split(" ", -1)) {
            int at = pair.indexOf('=');
            if (at <= 0) {
                throw new IOException("'" + pair + "' in an answer is no NAME=VALUE");
            }
            pairs.put(pair.substring(0, at), value(pair.substring(at + 1)));
        }
        return pairs;
    }

    private static @Nullable Object value(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            String inner = text.substring(1, text.length() - 1).strip();
            return inner.isEmpty()
                    ? List.of()
                    : Arrays.stream(inner.split(" +", -1))
                            .map(LineProtocol::value)
                            .toList();
        }
        if (text.equals(NIL)) {
            return null;
        }
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        try {
            return text.matches("-?\\d{1,19}") ? (Object) Long.valueOf(text) : text;
        } catch (NumberFormatException large) {
            return text;
        }
    }
}
