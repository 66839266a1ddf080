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

    /** When a program says that a transaction begins, or that it is over. */
    record AtTransaction() implements Moment {
        @Override
        public String toString() {
            return "transaction";
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
    String FORMS = "\"operation\", \"change\", \"every 100ms\", \"transaction\", \"before fault\", \"after fault\" or"
            + " \"event NAME of NODE with FIELD TEXT\"";

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
            case "transaction" -> new AtTransaction();
            case "before fault" -> new BeforeFault();
            case "after fault" -> new AfterFault();
            default ->
                switch (words.getFirst()) {
                    case "every" -> every(rest);
                    case "event" -> event(rest);
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

    private static Moment event(String text) {
        Matcher form = Pattern.compile("(\\w+)(?:\\s+of\\s+(\\S+))?(?:\\s+with\\s+(\\w+)\\s+(.+))?")
                .matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'event' needs a name, as in \"event NodeStarted of n1\" or \"event OperationCompleted with f"
                            + " txn\"");
        }
        String value = Optional.ofNullable(form.group(4)).orElse("");
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return new AtEvent(
                form.group(1),
                Optional.ofNullable(form.group(2)),
                Optional.ofNullable(form.group(3)),
                quoted ? value.substring(1, value.length() - 1) : value);
    }
}
