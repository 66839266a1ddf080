package dev.faultline.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds a history from operations: their events, sorted, are played into a builder. */
final class EventsOfOperations {

    private record Event(int number, Operation operation, boolean completion) {}

    private final List<Event> sorted = new ArrayList<>();
    private final Map<Integer, Integer> processes = new HashMap<>();
    private int nextProcess;

    EventsOfOperations(List<Operation> operations) {
        for (Operation operation : operations) {
            sorted.add(new Event(operation.invokedEvent(), operation, false));
            if (operation.completedEvent() != Operation.NEVER) {
                sorted.add(new Event(operation.completedEvent(), operation, true));
            }
            nextProcess = Math.max(nextProcess, operation.process() + 1);
        }
        sorted.sort(Comparator.comparingInt(Event::number));
    }

    History history() {
        History.Builder builder = History.builder();
        for (Event event : sorted) {
            Operation o = event.operation;
            if (!event.completion) {
                int process = builder.isOpen(o.process()) ? nextProcess++ : o.process();
                processes.put(o.index(), process);
                builder.invoke(process, o.f(), o.key(), o.value(), o.invokedNanos());
            } else {
                int process = processes.getOrDefault(o.index(), o.process());
                builder.complete(o.outcome(), process, o.f(), o.key(), o.result(), o.completedNanos());
            }
        }
        return builder.build();
    }
}
