package dev.faultline.invariant;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When an invariant is looked at, if anything that it names has changed since the look before. */
public sealed interface Moment {
    /** Returns that it is when an operation has been completed. */
    static Moment operation() {
        return new AtOperation();
    }

    /** When an operation has been completed. */
    record AtOperation() implements Moment {
        @Override
        public String toString() {
            return "operation";
        }
    }

    /** When something that it names has changed. */
    record AtChange() implements Moment {
        @Override
        public String toString() {
            return "change";
        }
    }

    /** When so much virtual time has passed, counted from the start of the run. */
    record Every(Duration period) implements Moment {
        /** @throws IllegalArgumentException if it is shorter than a microsecond, or longer than an hour */
        public Every {
            if (period.compareTo(Duration.ofNanos(1_000)) < 0 || period.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException("a period is from 1us to 60m");
            }
        }

        @Override
        public String toString() {
            long nanos = period.toNanos();
            if (nanos % 1_000_000_000 == 0) {
                return "every " + nanos / 1_000_000_000 + "s";
            }
            return "every " + (nanos % 1_000_000 == 0 ? nanos / 1_000_000 + "ms" : nanos / 1_000 + "us");
        }
    }

    /**
     * When a program says that a transaction begins, or that it is over.
     *
     * @param begins which of the two; empty for both
     * @param node whose program; empty for any
     */
    record AtTransaction(Optional<Boolean> begins, Optional<String> node) implements Moment {
        /** @throws IllegalArgumentException if the node is blank, or has blanks in it */
        public AtTransaction {
            node.ifPresent(Moment::requireNode);
        }

        /** Makes that of any node, at both. */
        public AtTransaction() {
            this(Optional.empty(), Optional.empty());
        }

        boolean matches(boolean beginning, String at) {
            return (begins.isEmpty() || begins.get() == beginning)
                    && (node.isEmpty() || node.get().equals(at));
        }

        @Override
        public String toString() {
            return "transaction"
                    + begins.map(begin -> begin ? " begin" : " end").orElse("")
                    + node.map(of -> " of " + of).orElse("");
        }
    }

    /** When a fault begins, before it has had any effect. */
    record BeforeFault() implements Moment {
        @Override
        public String toString() {
            return "before fault";
        }
    }

    /** When a fault has been undone. */
    record AfterFault() implements Moment {
        @Override
        public String toString() {
            return "after fault";
        }
    }

    /**
     * When an event happens.
     *
     * @param name which
     * @param node at which node; empty for any
     * @param field which of its data must have the text in it; empty if that is all the same
     * @param text what must be in it
     */
    record AtEvent(String name, Optional<String> node, Optional<String> field, String text) implements Moment {
        /** @throws IllegalArgumentException if a name could not be written, or there is a text without a field */
        public AtEvent {
            node.ifPresent(Moment::requireNode);
            boolean words = name.matches("\\w+") && field.stream().allMatch(of -> of.matches("\\w+"));
            if (!words || (field.isEmpty() && !text.isEmpty())) {
                throw new IllegalArgumentException("an event and a field are words, and a text is that of a field");
            }
        }

        boolean matches(String event, String at, Map<String, Object> data) {
            return name.equals(event)
                    && (node.isEmpty() || node.get().equals(at))
                    && (field.isEmpty()
                            || String.valueOf(data.getOrDefault(field.get(), ""))
                                    .contains(text));
        }

        @Override
        public String toString() {
            return "event " + name + node.map(of -> " of " + of).orElse("")
                    + field.map(with -> " with " + with + " " + Quotes.text(text))
                            .orElse("");
        }
    }

    /** The forms, for people. */
    String FORMS = "\"operation\", \"change\", \"every 100ms\", \"transaction\", \"transaction end of NODE\","
            + " \"before fault\", \"after fault\" or \"event NAME of NODE with FIELD TEXT\"";

    private static void requireNode(String node) {
        if (node.isEmpty() || node.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("the name of a node has no blanks in it, and is not empty");
        }
    }

    /**
     * Reads a moment from text.
     *
     * @throws IllegalArgumentException if it is none, with what would be right
     */
    static Moment parse(String text) {
        List<String> words = List.of(text.strip().split("\\s+", 2));
        String rest = words.size() > 1 ? words.get(1) : "";
        return switch (text.strip()) {
            case "operation" -> operation();
            case "change" -> new AtChange();
            case "before fault" -> new BeforeFault();
            case "after fault" -> new AfterFault();
            default ->
                switch (words.getFirst()) {
                    case "every" -> every(rest);
                    case "event" -> event(rest);
                    case "transaction" -> transaction(rest);
                    default -> throw new IllegalArgumentException("'" + text + "' is no moment; write " + FORMS);
                };
        };
    }

    private static Moment every(String text) {
        Matcher form = Pattern.compile("([0-9]{1,9})(us|ms|s|m)").matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'every' needs a whole number with us, ms, s or m, as in \"every 100ms\"");
        }
        long number = Long.parseLong(form.group(1));
        return new Every(
                switch (form.group(2)) {
                    case "us" -> Duration.ofNanos(number * 1_000);
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    default -> Duration.ofMinutes(number);
                });
    }

    private static Moment transaction(String text) {
        Matcher form =
                Pattern.compile("(begin|end)?(?:(?:^|\\s+)of\\s+(\\S+))?").matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'transaction' is alone, or goes on as in \"transaction end\" or \"transaction begin of n1\"");
        }
        return new AtTransaction(
                Optional.ofNullable(form.group(1)).map("begin"::equals), Optional.ofNullable(form.group(2)));
    }

    private static Moment event(String text) {
        Matcher form = Pattern.compile("(\\w+)(?:\\s+of\\s+(\\S+))?(?:\\s+with\\s+(\\w+)\\s+(.+))?")
                .matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'event' needs a name, as in \"event NodeStarted of n1\" or \"event OperationCompleted with f"
                            + " txn\"");
        }
        String value = Optional.ofNullable(form.group(4)).orElse("");
        return new AtEvent(
                form.group(1),
                Optional.ofNullable(form.group(2)),
                Optional.ofNullable(form.group(3)),
                value.startsWith("\"") ? unquoted(value) : value);
    }

    private static String unquoted(String value) {
        return switch (Quotes.read(value, 0)) {
            case Quotes.Read.Wrong(int _, String problem) -> throw new IllegalArgumentException(problem);
            case Quotes.Read.Done(String inner, int end) -> {
                if (end < value.length()) {
                    throw new IllegalArgumentException("nothing may follow the text " + Quotes.text(inner));
                }
                yield inner;
            }
        };
    }
}
