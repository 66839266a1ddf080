package dev.faultline.check.isolation;

import dev.faultline.check.format.Event;
import dev.faultline.check.format.FormatException;
import dev.faultline.check.isolation.Transactions.Model;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes transactions of single operations on registers, keys of a map, sets and counters. */
final class SingleAsTransaction {

    private final Model model;
    private final World world;
    private final String file;
    private long eventsOfNil;

    SingleAsTransaction(Model model, World world, String file) {
        this.model = model;
        this.world = world;
        this.file = file;
    }

    /** How many events were of reads that answer nil, where that tells nothing. */
    long eventsOfNil() {
        return eventsOfNil;
    }

    /** What it reads and writes, as a list of {@code [f key value]}. */
    List<?> operations(Event event, String f) {
        Event first = event.invocation() == null ? event : event.invocation();
        Object key = first.key() == null ? model.thing() : first.key();
        Object value = first.value();
        String word = model == Model.LIST_APPEND ? "" : model == Model.REGISTER ? "register " + f : "other " + f;
        return switch (word) {
            case "register read", "register get", "other read" -> reading(event, key, value);
            case "register write", "register put" -> {
                requireEcho(event, value);
                yield List.of(Arrays.asList("w", key, value));
            }
            case "register cas" -> {
                requireEcho(event, value);
                yield cas(event, key, value);
            }
            case "other add", "other inc", "other increment" -> {
                requireEcho(event, value);
                yield List.of(Arrays.asList(f, key, value));
            }
            default -> throw error(event, "an operation '" + f + "' where only transactions are expected");
        };
    }

    private List<?> reading(Event event, Object key, @Nullable Object asked) {
        if (event.type() == Event.Type.OK) {
            if (asked != null && !asked.equals(event.value())) {
                throw error(event, "%s was asked for %s but answers %s".formatted(event.f(), asked, event.value()));
            }
            if (event.value() == null && world.nilTellsNothing()) {
                eventsOfNil += 2;
                return List.of();
            }
        }
        return List.of(Arrays.asList("r", key, event.value()));
    }

    /** A change answers nothing, or repeats its argument. */
    private void requireEcho(Event event, @Nullable Object asked) {
        if (event.type() == Event.Type.OK
                && event.value() != null
                && !event.value().equals(asked)) {
            throw error(
                    event, "%s was invoked with %s but completed with %s".formatted(event.f(), asked, event.value()));
        }
    }

    private List<?> cas(Event event, Object key, @Nullable Object value) {
        if (value instanceof List<?> pair && pair.size() == 2) {
            return List.of(Arrays.asList("r", key, pair.get(0)), Arrays.asList("w", key, pair.get(1)));
        }
        throw error(event, "a cas has the value [old new], not " + value);
    }

    private FormatException error(Event event, String problem) {
        return new FormatException(file, event.line(), problem);
    }
}
