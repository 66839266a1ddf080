package dev.faultline.chaos.scenario;

import dev.faultline.chaos.CallPoint;
import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Fault;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.Injector;
import dev.faultline.chaos.MessagePoint;
import dev.faultline.sim.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** An environment in which nothing happens but what a test says, and faults only leave a line. */
final class ScriptedInjector implements Injector {
    private final List<String> nodes;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final List<Consumer<Event>> observers = new ArrayList<>();
    private final List<BiConsumer<String, String>> printers = new ArrayList<>();
    /** What was done, each line with the time: {@code 1s + kill n1 for 2s}, {@code 3s - kill n1 for 2s}. */
    private final List<String> log = new ArrayList<>();

    private long nowNanos;
    private long steps;

    private record Timer(long dueNanos, long number, Runnable action) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(dueNanos, other.dueNanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    ScriptedInjector(String... nodes) {
        this.nodes = List.of(nodes);
    }

    List<String> log() {
        return log;
    }

    /** Lets a node print at that time. */
    void print(Duration at, String node, String line) {
        timers.add(new Timer(at.toNanos(), steps++, () -> printers.forEach(each -> each.accept(node, line))));
    }

    /** Lets an event happen at that time. */
    void happen(Duration at, String event, String node) {
        timers.add(new Timer(at.toNanos(), steps++, () -> tell(event, node, Map.of())));
    }

    void run(Duration until) {
        while (!timers.isEmpty() && timers.peek().dueNanos() <= until.toNanos()) {
            Timer next = timers.remove();
            nowNanos = next.dueNanos();
            next.action().run();
        }
        nowNanos = until.toNanos();
    }

    private void tell(String name, String node, Map<String, Object> data) {
        Event event = new Event(steps++, name, node, "", data, nowNanos, List.of());
        List.copyOf(observers).forEach(each -> each.accept(event));
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    @Override
    public void after(Duration delay, Runnable action) {
        timers.add(new Timer(nowNanos + delay.toNanos(), steps++, action));
    }

    @Override
    public void observe(Consumer<Event> observer) {
        observers.add(observer);
    }

    @Override
    public void onOutput(BiConsumer<String, String> printer) {
        printers.add(printer);
    }

    @Override
    public void at(CallPoint point, List<String> names, Consumer<String> action) {
        throw new IllegalArgumentException("no calls here");
    }

    @Override
    public void at(MessagePoint point, List<String> names, Consumer<String> action) {
        throw new IllegalArgumentException("no messages here");
    }

    @Override
    public long record(String name, Object... pairs) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            data.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        tell(name, "", data);
        return steps - 1;
    }

    @Override
    public List<String> nodes() {
        return nodes;
    }

    @Override
    public Optional<String> obstacle(Fault fault) {
        return fault.kind().equals("read-only-disk") ? Optional.of("no disk here") : Optional.empty();
    }

    @Override
    public Injection prepare(Fault fault, List<String> names) {
        return new Injection() {
            @Override
            public void inject() {
                note(" + " + fault);
            }

            @Override
            public Evidence heal() {
                note(" - " + fault);
                return Evidence.of(true, "done");
            }
        };
    }

    private void note(String what) {
        log.add(Evidence.duration(nowNanos) + what);
    }

    @Override
    public int restore(Collection<String> names) {
        note(" restore " + String.join(",", names));
        return 0;
    }
}
