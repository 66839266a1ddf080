package dev.faultline.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Models by the names that commands have for them, with their settings as text. */
final class NamedModels {

    private static final Map<String, Function<Settings, Model<?>>> MODELS = new LinkedHashMap<>();

    static {
        MODELS.put("register", settings -> Models.register(settings.value("initial"), settings.options()));
        MODELS.put("cas-register", settings -> Models.casRegister(settings.value("initial"), settings.options()));
        MODELS.put("multi-register", _ -> Models.multiRegister(Map.of()));
        MODELS.put("kv", settings -> Models.keyValue(settings.value("initial")));
        MODELS.put("counter", settings -> Models.counter(settings.number("initial", 0)));
        MODELS.put("set", _ -> Models.set());
        MODELS.put("bag", _ -> Models.bag());
        MODELS.put("fifo-queue", _ -> Models.queue());
        MODELS.put("priority-queue", _ -> Models.priorityQueue());
        MODELS.put("stack", _ -> Models.stack());
        MODELS.put("mutex", _ -> Models.mutex());
        MODELS.put("reentrant-lock", _ -> Models.reentrantLock());
        MODELS.put("read-write-lock", _ -> Models.readWriteLock());
        MODELS.put("fenced-lock", _ -> Models.fencedLock());
        MODELS.put("semaphore", settings -> Models.semaphore(settings.number("permits", 1)));
        MODELS.put("leader-lease", _ -> Models.leaderLease());
        MODELS.put("unique-ids", _ -> Models.uniqueIds());
        MODELS.put("append-log", _ -> Models.appendLog());
    }

    private NamedModels() {}

    static Set<String> names() {
        return MODELS.keySet();
    }

    static Optional<Model<?>> find(String name, Settings settings) {
        return Optional.ofNullable(MODELS.get(name)).map(make -> make.apply(settings));
    }

    /** The settings of a model. */
    record Settings(Map<String, String> given) {

        private static final List<String> NAMES = List.of("initial", "nil-read", "failed-cas", "permits", "keys");

        Settings {
            for (String name : given.keySet()) {
                if (!NAMES.contains(name)) {
                    throw new IllegalArgumentException(
                            "there is no setting '" + name + "'; there are: " + String.join(", ", NAMES));
                }
            }
        }

        /** A whole number as such, other text as text, {@code nil} and nothing as null. */
        @Nullable
        Object value(String name) {
            String text = given.get(name);
            if (text == null || text.equals("nil")) {
                return null;
            }
            return text.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(text) : text;
        }

        long number(String name, long otherwise) {
            Object value = value(name);
            if (value == null) {
                return otherwise;
            }
            if (value instanceof Long number) {
                return number;
            }
            throw new IllegalArgumentException("setting '" + name + "' is a number, not " + value);
        }

        RegisterOption[] options() {
            boolean anything = choice("nil-read", "absent", "anything");
            boolean checked = choice("failed-cas", "nothing", "mismatch");
            if (anything) {
                return checked
                        ? RegisterOption.values()
                        : new RegisterOption[] {RegisterOption.NULL_READ_MATCHES_ANYTHING};
            }
            return checked ? new RegisterOption[] {RegisterOption.FAILED_CAS_IS_CHECKED} : new RegisterOption[0];
        }

        HistoryReader.Keys keys() {
            return choice("keys", "field", "in-value") ? HistoryReader.Keys.FIRST_OF_VALUE : HistoryReader.Keys.FIELD;
        }

        /** Whether the second of two words was chosen rather than the first. */
        private boolean choice(String name, String usual, String other) {
            String text = given.getOrDefault(name, usual);
            if (!text.equals(usual) && !text.equals(other)) {
                throw new IllegalArgumentException(
                        "setting '%s' is '%s' or '%s', not '%s'".formatted(name, usual, other, text));
            }
            return text.equals(other);
        }
    }
}
