package dev.faultline.experiment;

import dev.faultline.check.History;
import dev.faultline.journal.HistoryWriter;
import dev.faultline.journal.Operation;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what clients do: into {@code history.jsonl} and, for the check, into memory.
 *
 * <p>Called by one thread at a time, in the order of the run.
 */
final class HistoryRecorder implements AutoCloseable {
    /** How events name what a request without a key is about. */
    private static final String ALL_KEYS = "*";

    private final HistoryFile file;
    private final HistoryWriter writer;
    private final LongSupplier nowNanos;
    private final EventSink events;
    private final @Nullable ViolationWatch watch;
    private final Bookkeeping books;
    private @Nullable InvariantLooks invariants;
    private final History.Builder history = History.builder();
    private final Routes routes = new Routes();
    private final Map<Operation.Type, Integer> completions = new EnumMap<>(Operation.Type.class);
    private final Refusals refusals = new Refusals();
    private final List<Connecting> connections = new ArrayList<>();
    private int invocations;
    private int questions;
    private int tellingAnswers;
    /** The invocations that ask for a change, by their numbers. */
    private final BitSet changes = new BitSet();

    /** Takes an event of the run. */
    @FunctionalInterface
    interface EventSink {
        void record(String name, Object... pairs);
    }

    /** Makes a recorder; {@code watch}, if there is one, is told everything. */
    HistoryRecorder(
            HistoryFile file,
            LongSupplier nowNanos,
            EventSink events,
            @Nullable ViolationWatch watch,
            Bookkeeping books) {
        this.file = file;
        writer = file.writer();
        this.nowNanos = nowNanos;
        this.events = events;
        this.watch = watch;
        this.books = books;
    }

    /** Lets the invariants of the run be told of what is completed from now on. */
    void tell(InvariantLooks looks) {
        invariants = looks;
    }

    /** Notes a request, and the node that it is sent to first, if that is known. */
    void invoke(int process, Request request, Optional<String> target) {
        long now = nowNanos.getAsLong();
        Object argument = request.argument();
        if (request.changes()) {
            changes.set(invocations);
        }
        invocations++;
        books.keep(() -> writer.append(
                now, process, Operation.Type.INVOKE, request.f(), request.key(), argument, null, target.orElse(null)));
        routes.invoked(process, now, target);
        history.invoke(process, request.f(), request.key(), argument, now);
        if (watch != null) {
            watch.invoked(process, request.f(), request.key(), argument, now);
        }
        events.record(
                "OperationInvoked",
                "process",
                process,
                "f",
                request.f(),
                "key",
                Objects.requireNonNullElse(request.key(), ALL_KEYS),
                "value",
                String.valueOf(argument),
                "to",
                target.orElse(""));
    }

    /** Notes what came of a request, and the node that answered, if one did and it is known. */
    void complete(int process, Request request, Reply reply, Optional<String> answerer) {
        long now = nowNanos.getAsLong();
        Object argument = request.argument();
        Object value = reply.recordedFor(request);
        Operation.Type type = switch (reply) {
            case Reply.Ok _, Reply.Records _ -> Operation.Type.OK;
            case Reply.Fail fail -> Operation.Type.FAIL;
            case Reply.Unknown unknown -> Operation.Type.INFO;
        };
        String error = switch (reply) {
            case Reply.Ok _, Reply.Records _ -> null;
            case Reply.Fail fail -> fail.reason();
            case Reply.Unknown unknown -> unknown.reason();
        };
        if (type == Operation.Type.OK && argument == null) {
            questions++;
            tellingAnswers += tells(value) ? 1 : 0;
        }
        completions.merge(type, 1, Integer::sum);
        if (error != null) {
            refusals.add(error);
        }
        books.keep(() ->
                writer.append(now, process, type, request.f(), request.key(), value, error, answerer.orElse(null)));
        routes.completed(process, answerer);
        switch (reply) {
            case Reply.Ok _, Reply.Records _ -> history.ok(process, request.f(), request.key(), value, now);
            case Reply.Fail fail -> history.fail(process, request.f(), request.key(), value, now);
            case Reply.Unknown unknown -> history.info(process, request.f(), request.key(), value, now);
        }
        if (watch != null) {
            watch.completed(type, process, request.f(), request.key(), value, now);
        }
        events.record(
                "OperationCompleted",
                "process",
                process,
                "type",
                type.name().toLowerCase(Locale.ROOT),
                "f",
                request.f(),
                "key",
                Objects.requireNonNullElse(request.key(), ALL_KEYS),
                "value",
                String.valueOf(value),
                "by",
                answerer.orElse(""));
        if (invariants != null) {
            invariants.completed(process, request.f(), request.key(), argument, value, type);
        }
    }

    private static boolean tells(@Nullable Object value) {
        return value != null
                && !(value instanceof Collection<?> many && many.isEmpty())
                && !(value instanceof Map<?, ?> map && map.isEmpty());
    }

    /** Returns whether questions were answered, and all answers were that there is nothing. */
    boolean foundNothing() {
        return questions > 0 && tellingAnswers == 0;
    }

    /** Returns whether a client ever had a connection. */
    boolean hasConnected() {
        return connections.stream().anyMatch(connection -> !connection.failed());
    }

    /** Notes how far the workload has come, for faults that wait for it. */
    void mark(String name) {
        events.record("WorkloadMark", "name", name);
    }

    /** Notes a fault where it stands among the operations. */
    void nemesis(String f, @Nullable String value) {
        long now = nowNanos.getAsLong();
        books.keep(() -> writer.append(now, Operation.NEMESIS, Operation.Type.INFO, f, null, value, null));
    }

    /** Notes that a client begins to connect; returns the number by which its success or failure is noted. */
    int connecting() {
        connections.add(Connecting.since(nowNanos.getAsLong()));
        return connections.size() - 1;
    }

    /** Notes that a client has its connection. */
    void connected(int number) {
        connections.set(number, connections.get(number).until(nowNanos.getAsLong(), false));
    }

    /** Notes that a client could not connect. */
    void couldNotConnect(int number, Exception why) {
        refusals.add(String.valueOf(why));
        connections.set(number, connections.get(number).until(nowNanos.getAsLong(), true));
    }

    /** Returns when clients tried to connect. */
    List<Connecting> connections() {
        return List.copyOf(connections);
    }

    /** Returns what clients were told most when they asked or connected in vain. */
    Refusals refusals() {
        return refusals;
    }

    int invocations() {
        return invocations;
    }

    /** Returns which of the invocations ask for a change, by their numbers. */
    BitSet changes() {
        return changes;
    }

    int completed(Operation.Type type) {
        return completions.getOrDefault(type, 0);
    }

    Routes routes() {
        return routes;
    }

    History history() {
        return history.build();
    }

    /** Completes the file that the history is written into, and returns it; empty if there is none. */
    Optional<Path> finish() {
        return file.finish();
    }

    @Override
    public void close() {
        writer.close();
    }
}
