package dev.faultline.experiment;

import dev.faultline.check.History;
import dev.faultline.journal.HistoryWriter;
import dev.faultline.journal.Operation;
import java.util.ArrayList;
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
    private int writes;

    /** Takes an event of the run. */
    @FunctionalInterface
    interface EventSink {
        void record(String name, Object... pairs);
    }

    /** Makes a recorder; {@code watch}, if there is one, is told everything. */
    HistoryRecorder(
            HistoryWriter writer,
            LongSupplier nowNanos,
            EventSink events,
            @Nullable ViolationWatch watch,
            Bookkeeping books) {
        this.writer = writer;
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
        invocations++;
        if (!(request instanceof Request.Read || request instanceof Request.Poll)) {
            writes++;
        }
        books.keep(() -> writer.append(
                now,
                process,
                Operation.Type.INVOKE,
                request.f(),
                request.key(),
                request.argument(),
                null,
                target.orElse(null)));
        routes.invoked(process, now, target);
        history.invoke(process, request.f(), request.key(), request.argument(), now);
        if (watch != null) {
            watch.invoked(process, request.f(), request.key(), request.argument(), now);
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
                String.valueOf(request.argument()),
                "to",
                target.orElse(""));
    }

    /** Notes what came of a request, and the node that answered, if one did and it is known. */
    void complete(int process, Request request, Reply reply, Optional<String> answerer) {
        long now = nowNanos.getAsLong();
        Object value = value(request, reply);
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
            invariants.completed(process, request.f(), request.key(), request.argument(), value, type);
        }
    }

    /** Returns what the completion tells: what was read, where it was put, or else the argument again. */
    private static @Nullable Object value(Request request, Reply reply) {
        return switch (reply) {
            case Reply.Ok(String value) when request instanceof Request.Read -> value;
            case Reply.Records(List<Reply.LogRecord> records)
            when request instanceof Request.Send && records.size() == 1 ->
                List.of(records.getFirst().offset(), records.getFirst().value());
            case Reply.Records(List<Reply.LogRecord> records) ->
                records.stream()
                        .map(record -> List.of(record.log(), record.offset(), record.value()))
                        .toList();
            default -> request.argument();
        };
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

    /** Returns how many of the invocations ask for a change. */
    int writes() {
        return writes;
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

    @Override
    public void close() {
        writer.close();
    }
}
