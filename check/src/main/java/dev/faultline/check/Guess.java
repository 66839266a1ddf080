package dev.faultline.check;

import dev.faultline.check.format.Event;
import dev.faultline.check.format.EventReader;
import dev.faultline.check.format.FileFormat;
import dev.faultline.check.format.ReadLimits;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a file is likely to be, from its first events.
 *
 * @param model empty if that does not show
 * @param settings of the model, as far as the format decides them
 */
record Guess(Optional<String> model, Map<String, String> settings) {

    private static final int EVENTS = 2_000;

    static Guess of(Path file) {
        Survey survey = new Survey();
        try (EventReader events = EventReader.open(file, ReadLimits.standard())) {
            survey.format = events.format();
            Event event = events.next();
            for (int i = 0; i < EVENTS && event != null; i++) {
                survey.take(event);
                event = events.next();
            }
        }
        return survey.guess();
    }

    private static final class Survey {

        private FileFormat format = FileFormat.UNKNOWN;
        private final Set<String> functions = new TreeSet<>();
        private boolean hasKeys;
        private boolean listAnswers;
        private boolean mapAnswers;
        private boolean groupAnswers;
        private boolean pairArguments;
        private boolean emptyTextAnswers;
        private boolean nilReads;

        void take(Event event) {
            if (!event.isOfClient() || event.f() == null) {
                return;
            }
            functions.add(event.f());
            hasKeys |= event.key() != null;
            boolean answer = event.type() == Event.Type.OK;
            if (event.type() == Event.Type.INVOKE && event.f().equals("add")) {
                pairArguments |= isPair(event.value());
            }
            if (answer && (event.f().equals("read") || event.f().equals("get"))) {
                listAnswers |= event.value() instanceof Collection<?>;
                groupAnswers |= isGroupRead(event.value());
                mapAnswers |= event.value() instanceof Map<?, ?>;
                emptyTextAnswers |= "".equals(event.value());
                nilReads |= event.value() == null;
            }
        }

        private static boolean isPair(@Nullable Object value) {
            return value instanceof List<?> list && list.size() == 2;
        }

        private static boolean isGroupRead(@Nullable Object value) {
            return value instanceof List<?> list
                    && !list.isEmpty()
                    && list.stream()
                            .allMatch(one ->
                                    one instanceof List<?> parts && parts.size() == 3 && "r".equals(parts.getFirst()));
        }

        Guess guess() {
            Map<String, String> settings = new HashMap<>();
            Optional<String> model = Optional.ofNullable(model());
            boolean register = model.filter(name -> name.endsWith("register")).isPresent();
            if (register && format == FileFormat.JEPSEN_LOG) {
                settings.put("failed-cas", "mismatch");
            } else if (register && format == FileFormat.EDN && !hasKeys) {
                settings.put("initial", "0");
                settings.put("nil-read", "anything");
            }
            if (model.filter("kv"::equals).isPresent() && (emptyTextAnswers || !nilReads)) {
                settings.put("initial", "");
            }
            return new Guess(model, settings);
        }

        private @Nullable String model() {
            if (mapAnswers && within("read", "transfer")) {
                return Invariant.BANK.toString();
            }
            if (groupAnswers && within("read", "write")) {
                return Invariant.LONG_FORK.toString();
            }
            if (!listAnswers && within("read", "write")) {
                return "register";
            }
            if (!listAnswers && within("read", "write", "cas")) {
                return "cas-register";
            }
            if (functions.contains("get") && within("get", "put", "append", "delete", "cas")) {
                return "kv";
            }
            if (within("acquire", "release")) {
                return "mutex";
            }
            if (within("enqueue", "dequeue")) {
                return "fifo-queue";
            }
            if (within("enqueue", "dequeue", "drain")) {
                return Invariant.TOTAL_QUEUE.toString();
            }
            if (within("push", "pop")) {
                return "stack";
            }
            if (within("insert", "poll")) {
                return "priority-queue";
            }
            if (within("add", "read")) {
                return pairArguments
                        ? Invariant.SET_FULL.toString()
                        : listAnswers ? "set" : Invariant.COUNTER.toString();
            }
            if (functions.contains("take") && within("add", "take", "read")) {
                return "bag";
            }
            if (functions.contains("add") && within("add", "remove", "contains", "read")) {
                return "set";
            }
            if (functions.contains("acquire-write") || functions.contains("acquire-read")) {
                return "read-write-lock";
            }
            if (within("append", "read")) {
                return "append-log";
            }
            if (functions.contains("send") && within("send", "poll", "read")) {
                return Invariant.LOG.toString();
            }
            return within("generate") ? "unique-ids" : null;
        }

        private boolean within(String... known) {
            return !functions.isEmpty() && List.of(known).containsAll(functions);
        }
    }
}
