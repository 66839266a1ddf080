package dev.faultline.examples.structures;

import static dev.faultline.examples.structures.Operation.ask;
import static dev.faultline.examples.structures.Operation.count;
import static dev.faultline.examples.structures.Operation.look;
import static dev.faultline.examples.structures.Operation.put;
import static dev.faultline.examples.structures.Operation.swap;
import static dev.faultline.examples.structures.Operation.take;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The kinds of structures, and what each can do. */
enum Structure {
    /** A value. */
    REGISTER(Map.of(
            "read", look((all, _) -> ok(value(all))),
            "write", put((all, value) -> done(become(all, value))),
            "cas", swap(Structure::swapped))),
    /** A value that may be taken away. */
    KV(Map.of(
            "get", look((all, _) -> ok(value(all))),
            "put", put((all, value) -> done(become(all, value))),
            "delete", take((all, _) -> done(all.removeIf(_ -> true))))),
    /** A number. */
    COUNTER(Map.of(
            "add", count((all, amount) -> done(sum(all, amount))),
            "add-and-get", count((all, amount) -> ok(sum(all, amount))),
            "read", look((all, _) -> ok(total(all))))),
    /** Each element once. */
    SET(Map.of(
            "add", put((all, element) -> done(all.contains(element) || all.add(element))),
            "remove", put((all, element) -> ok(all.remove(element))),
            "contains", ask((all, element) -> ok(all.contains(element))),
            "read", look((all, _) -> ok(listed(all))))),
    /** Elements, without an order, of which somebody takes one. */
    BAG(Map.of(
            "add", put((all, element) -> done(all.add(element))),
            "remove", put((all, element) -> ok(all.remove(element))),
            "take", take((all, _) -> ok(first(all))),
            "read", look((all, _) -> ok(listed(all))))),
    /** First in, first out. */
    QUEUE(Map.of(
            "enqueue", put((all, element) -> done(all.add(element))),
            "dequeue", take((all, _) -> ok(first(all))))),
    /** The least number first. */
    PRIORITY_QUEUE(Map.of(
            "insert", count((all, number) -> done(all.add(number))),
            "poll", take((all, _) -> ok(least(all))))),
    /** Last in, first out. */
    STACK(Map.of(
            "push", put((all, element) -> done(all.add(element))),
            "pop", take((all, _) -> ok(last(all))))),
    /** What was appended, in its order. */
    APPEND_LOG(Map.of(
            "append", put((all, element) -> done(all.add(element))),
            "read", look((all, _) -> ok(listed(all))))),
    /** No number twice. */
    UNIQUE_IDS(Map.of("generate", take((all, _) -> ok("id" + sum(all, "1"))))),
    /**
     * One holder, who may take it again; each time with a larger token. No lease ends: who is not heard of any more holds it for
     * ever.
     */
    LOCK(Map.of(
            "acquire", put(Structure::acquired),
            "release", put((all, owner) -> removed(holders(all), owner)))),
    /** Many who read, or one who writes. */
    READ_WRITE_LOCK(Map.of(
            "acquire-read", put((all, owner) -> addedIf(holder -> holder.startsWith("read:"), all, "read:" + owner)),
            "acquire-write", put((all, owner) -> addedIf(_ -> false, all, "write:" + owner)),
            "release-read", put((all, owner) -> removed(all, "read:" + owner)),
            "release-write", put((all, owner) -> removed(all, "write:" + owner)))),
    /** One permit. */
    SEMAPHORE(Map.of(
            "acquire", take((all, _) -> addedIf(_ -> false, all, "permit")),
            "release", take((all, _) -> removed(all, "permit")))),
    /** Transactions over lists. */
    LIST_APPEND(Map.of(
            "append", put((all, element) -> done(all.add(element))),
            "r", ask((all, _) -> ok(listedOrNil(all))))),
    /** Transactions over values. */
    RW_REGISTER(Map.of("w", put((all, value) -> done(become(all, value))), "r", ask((all, _) -> ok(value(all))))),
    /** Transactions over values, where each is written again and again. */
    MULTI_REGISTER(RW_REGISTER.operations),
    /** Writes of one value, reads of several. */
    LONG_FORK(RW_REGISTER.operations),
    /** Transactions over sets. */
    SET_ADD(Map.of(
            "add", put((all, element) -> done(all.contains(element) || all.add(element))),
            "r", ask((all, _) -> ok(listed(all))))),
    /** Transactions over numbers. */
    COUNTER_ADD(Map.of(
            "add", count((all, amount) -> done(sum(all, amount))),
            "r", ask((all, _) -> ok(total(all)))));

    private static final String NIL = "nil";

    @SuppressWarnings("ImmutableEnumChecker") // made by Map.of, of operations without a state
    private final Map<String, Operation> operations;

    Structure(Map<String, Operation> operations) {
        this.operations = operations;
    }

    Map<String, Operation> operations() {
        return operations;
    }

    /** Whether a request has several steps, which take effect as one. */
    boolean isTransactional() {
        return operations.containsKey("r");
    }

    /** Whether it is the same structure under every key. */
    boolean isShared() {
        return this == UNIQUE_IDS;
    }

    private static String done(Object ignored) {
        return "ok";
    }

    private static String ok(Object answer) {
        return "ok " + answer;
    }

    private static String swapped(List<String> all, String values) {
        String[] oldAndNew = values.split(" ", 2);
        if (!value(all).equals(oldAndNew[0])) {
            return "fail";
        }
        become(all, oldAndNew[1]);
        return "ok";
    }

    private static String addedIf(Predicate<String> mayStay, List<String> all, String holder) {
        return all.stream().allMatch(mayStay) && all.add(holder) ? "ok" : "fail";
    }

    /** The first word is the last token, behind it stand the holders. */
    private static List<String> holders(List<String> all) {
        if (all.isEmpty()) {
            all.add("0");
        }
        return all.subList(1, all.size());
    }

    private static String acquired(List<String> all, String owner) {
        if (!holders(all).stream().allMatch(owner::equals)) {
            return "fail";
        }
        all.set(0, Long.toString(Long.parseLong(all.getFirst()) + 1));
        all.add(owner);
        return ok(all.getFirst());
    }

    private static String removed(List<String> all, String holder) {
        return all.remove(holder) ? "ok" : "fail";
    }

    private static String total(List<String> all) {
        return all.isEmpty() ? "0" : all.getFirst();
    }

    private static String sum(List<String> all, String amount) {
        return become(all, Long.toString(Long.parseLong(total(all)) + Long.parseLong(amount)));
    }

    private static String become(List<String> all, String value) {
        all.clear();
        all.add(value);
        return value;
    }

    private static String value(List<String> all) {
        return all.isEmpty() ? NIL : all.getFirst();
    }

    private static String listed(List<String> all) {
        return "[" + String.join(" ", all) + "]";
    }

    private static String listedOrNil(List<String> all) {
        return all.isEmpty() ? NIL : listed(all);
    }

    private static String first(List<String> all) {
        return all.isEmpty() ? NIL : all.removeFirst();
    }

    private static String last(List<String> all) {
        return all.isEmpty() ? NIL : all.removeLast();
    }

    private static String least(List<String> all) {
        String least =
                all.stream().min(Comparator.comparingLong(Long::parseLong)).orElse(NIL);
        all.remove(least);
        return least;
    }
}
