package dev.faultline.check;

import dev.faultline.check.format.Event;
import dev.faultline.check.format.EventReader;
import dev.faultline.check.format.FileFormat;
import dev.faultline.check.format.KeySurvey;
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

/** What a history is likely to be of, from all of its events; nothing that was seen early outweighs what comes later. */
final class Survey {

    private static final int FIRST_EVENTS = 2_000;

    private final KeySurvey keys = new KeySurvey();
    private final Set<String> functions = new TreeSet<>();
    private boolean clients;
    private boolean hasKeys;
    private boolean listAnswers;
    private boolean otherAnswers;
    private boolean listWrites;
    private boolean otherWrites;
    private boolean mapAnswers;
    private boolean groupAnswers;
    private boolean pairArguments;
    private boolean nilReads;

    /** Whether the beginning of a file looks like a history of single operations, or does not show what it is. */
    static boolean mayBeOfOperations(Path file) {
        Survey survey = new Survey();
        try (EventReader events = EventReader.open(file, ReadLimits.standard())) {
            Event event = events.next();
            for (int i = 0; i < FIRST_EVENTS && event != null; i++) {
                if (event.isOfClient()) {
                    survey.take(event);
                }
                event = events.next();
            }
        }
        return !survey.clients
                || survey.keys() != KeySurvey.Keys.NONE
                || survey.model(KeySurvey.Keys.NONE).isPresent();
    }

    /** Looks at the next event of a client. */
    void take(Event event) {
        keys.take(event);
        clients = true;
        if (event.f() == null) {
            return;
        }
        functions.add(event.f());
        hasKeys |= event.key() != null;
        if (event.type() == Event.Type.INVOKE) {
            pairArguments |= event.f().equals("add") && event.value() instanceof List<?> list && list.size() == 2;
            if (event.f().equals("write")) {
                listWrites |= event.value() instanceof Collection<?>;
                otherWrites |= !(event.value() instanceof Collection<?>);
            }
        }
        if (event.type() == Event.Type.OK
                && (event.f().equals("read") || event.f().equals("get"))) {
            listAnswers |= event.value() instanceof Collection<?>;
            otherAnswers |= event.value() != null && !(event.value() instanceof Collection<?>);
            groupAnswers |= isGroupRead(event.value());
            mapAnswers |= event.value() instanceof Map<?, ?>;
            nilReads |= event.value() == null;
        }
    }

    private static boolean isGroupRead(@Nullable Object value) {
        return value instanceof List<?> list
                && !list.isEmpty()
                && list.stream()
                        .allMatch(one ->
                                one instanceof List<?> parts && parts.size() == 3 && "r".equals(parts.getFirst()));
    }

    /** Whether some event has a field {@code key}. */
    boolean fields() {
        return keys.fields();
    }

    KeySurvey.Keys keys() {
        return keys.keys();
    }

    /** What the format, and values that only some readings of a model can explain, say of its settings. */
    Map<String, String> settings(String model, FileFormat format) {
        Map<String, String> settings = new HashMap<>();
        if (model.endsWith("register") && !model.startsWith("multi")) {
            if (format == FileFormat.JEPSEN_LOG) {
                settings.put("failed-cas", "mismatch");
            } else if (format == FileFormat.EDN && !hasKeys) {
                settings.put("initial", "0");
                settings.put("nil-read", "anything");
            }
        }
        // A key that is absent after a delete was absent at first.
        if (model.equals("kv") && !nilReads) {
            settings.put("initial", "");
        }
        return settings;
    }

    /** Empty if it does not show. */
    Optional<String> model(KeySurvey.Keys where) {
        return Optional.ofNullable(model(where == KeySurvey.Keys.IN_QUESTIONS));
    }

    private @Nullable String model(boolean bareAnswers) {
        if (mapAnswers && within("read", "transfer")) {
            return "bank";
        }
        if (groupAnswers && within("read", "write")) {
            return Invariant.LONG_FORK.toString();
        }
        boolean values = !listAnswers || (listWrites && !otherWrites && !otherAnswers);
        if (values && within("read", "write")) {
            return "register";
        }
        if (values && within("read", "write", "cas")) {
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
            return pairArguments || bareAnswers
                    ? Invariant.SET_FULL.toString()
                    : listAnswers ? "set" : Invariant.COUNTER.toString();
        }
        return others();
    }

    private @Nullable String others() {
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
