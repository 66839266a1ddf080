package dev.faultline.check.trial;

import dev.faultline.check.History;
import dev.faultline.check.Operation;
import dev.faultline.check.Outcome;
import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import dev.faultline.check.trial.SmallHistory.Op;
import dev.faultline.check.trial.SmallHistory.Txn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Histories as the text of files, in EDN or JSON. */
record Texts(boolean json) {

    /** Events by their positions. */
    String of(History history) {
        Map<Integer, String> lines = new TreeMap<>();
        for (Operation o : history.operations()) {
            lines.put(o.invokedEvent(), event(o.process(), "invoke", o.f(), o.value()));
            if (o.completedEvent() != Operation.NEVER) {
                // What a file tells of an operation that gave nothing back is its argument.
                Object told = o.outcome() == Outcome.OK ? o.result() : o.value();
                lines.put(
                        o.completedEvent(),
                        event(o.process(), o.outcome().name().toLowerCase(Locale.ROOT), o.f(), told));
            }
        }
        return String.join("", lines.values());
    }

    String of(SmallHistory history) {
        Map<Integer, String> lines = new TreeMap<>();
        for (Txn txn : history.transactions()) {
            lines.put(txn.invoked(), event(txn.process(), "invoke", "txn", micro(history.model(), txn, false)));
            boolean committed = txn.fate() == Fate.COMMITTED;
            if (txn.fate() != Fate.UNKNOWN) {
                lines.put(
                        txn.completed(),
                        event(txn.process(), committed ? "ok" : "fail", "txn", micro(history.model(), txn, committed)));
            }
        }
        return String.join("", lines.values());
    }

    private static List<?> micro(Model model, Txn txn, boolean answered) {
        List<Object> all = new ArrayList<>();
        for (Op op : txn.ops()) {
            String word = switch (model) {
                case LIST_APPEND -> "append";
                case REGISTER -> "w";
                case SET_ADD -> "add";
                case COUNTER_ADD -> "inc";
            };
            Object read = !answered || (op.read().isEmpty() && model == Model.REGISTER)
                    ? null
                    : switch (model) {
                        case LIST_APPEND, SET_ADD -> op.read();
                        case REGISTER -> op.read().getLast();
                        case COUNTER_ADD -> SumReadings.sum(op.read());
                    };
            all.add(Arrays.asList(op.write() ? word : "r", "k" + op.key(), op.write() ? (Object) op.value() : read));
        }
        return all;
    }

    private String event(int process, String type, String f, @Nullable Object value) {
        return json
                ? "{\"process\":%d,\"type\":\"%s\",\"f\":\"%s\",\"value\":%s}\n"
                        .formatted(process, type, f, text(value))
                : "{:process %d, :type :%s, :f :%s, :value %s}\n".formatted(process, type, f, text(value));
    }

    private String text(@Nullable Object value) {
        return switch (value) {
            case null -> json ? "null" : "nil";
            case String word -> "\"" + word + "\"";
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> text(entry.getKey()) + (json ? ":" : " ") + text(entry.getValue()))
                        .sorted()
                        .collect(Collectors.joining(json ? "," : ", ", "{", "}"));
            case Collection<?> list ->
                list.stream().map(this::text).collect(Collectors.joining(json ? "," : " ", "[", "]"));
            default -> value.toString();
        };
    }
}
