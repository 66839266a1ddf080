package dev.faultline.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The models of what keeps clients apart. A client is named by the value of its operations, or is its process. */
final class Locks {

    private Locks() {}

    static FunctionModel<Boolean> mutex() {
        return new FunctionModel<Boolean>("mutex", false)
                .relative()
                .change("acquire", (held, _) -> held ? List.of() : List.of(true))
                .change("release", (held, _) -> held ? List.of(false) : List.of())
                .weighedBy(o -> o.f().equals("acquire") ? 1 : -1)
                .fitting("acquire", Fit.WHOLE_OR_ECHO)
                .fitting("release", Fit.ECHO);
    }

    /** Who holds a lock, how often, and the latest number that was given out. */
    record Holder(@Nullable Object owner, long count) {
        static final Holder NOBODY = new Holder(null, 0);
    }

    static FunctionModel<Holder> reentrantLock() {
        return new FunctionModel<>("reentrant-lock", Holder.NOBODY)
                .relative()
                .tellingClientsApart()
                .change(
                        "acquire",
                        (held, o) -> held.owner == null || held.owner.equals(client(o))
                                ? List.of(new Holder(client(o), held.count + 1))
                                : List.of())
                .change("release", (held, o) -> {
                    if (!client(o).equals(held.owner)) {
                        return List.of();
                    }
                    return List.of(held.count == 1 ? Holder.NOBODY : new Holder(held.owner, held.count - 1));
                })
                .fitting("acquire", Fit.WHOLE_OR_ECHO)
                .fitting("release", Fit.ECHO);
    }

    /** The result of an acquisition is its token; tokens grow. */
    static FunctionModel<Holder> fencedLock() {
        return new FunctionModel<>("fenced-lock", Holder.NOBODY)
                .relative()
                .tellingClientsApart()
                .change("acquire", (held, o) -> held.owner == null ? granted(held, o) : List.of())
                .change(
                        "release",
                        (held, o) -> client(o).equals(held.owner) ? List.of(new Holder(null, held.count)) : List.of())
                .fitting("acquire", Fit.WHOLE_OR_ECHO)
                .fitting("release", Fit.ECHO);
    }

    /** A lease may run out at any time, so that another client may get it; its term grows. */
    static FunctionModel<Holder> leaderLease() {
        return new FunctionModel<>("leader-lease", Holder.NOBODY)
                .relative()
                .tellingClientsApart()
                .change("acquire", Locks::granted)
                .read("renew", (held, o) -> client(o).equals(held.owner))
                .change(
                        "release",
                        (held, o) -> client(o).equals(held.owner) ? List.of(new Holder(null, held.count)) : List.of())
                .fitting("acquire", Fit.WHOLE_OR_ECHO)
                .fitting("renew", Fit.ECHO)
                .fitting("release", Fit.ECHO);
    }

    private static List<Holder> granted(Holder before, Operation o) {
        if (!(o.result() instanceof Number token) || o.outcome() == Outcome.INFO) {
            return List.of(new Holder(client(o), before.count + 1));
        }
        return token.longValue() > before.count ? List.of(new Holder(client(o), token.longValue())) : List.of();
    }

    /** Who reads, and who writes. */
    record Sharing(List<Object> readers, @Nullable Object writer) {}

    static FunctionModel<Sharing> readWriteLock() {
        return new FunctionModel<>("read-write-lock", new Sharing(List.of(), null))
                .relative()
                .tellingClientsApart()
                .change("acquire-read", (s, o) -> s.writer == null ? List.of(readers(s, client(o), true)) : List.of())
                .change(
                        "release-read",
                        (s, o) -> s.readers.contains(client(o)) ? List.of(readers(s, client(o), false)) : List.of())
                .change(
                        "acquire-write",
                        (s, o) -> s.writer == null && s.readers.isEmpty()
                                ? List.of(new Sharing(List.of(), client(o)))
                                : List.of())
                .change(
                        "release-write",
                        (s, o) -> client(o).equals(s.writer) ? List.of(new Sharing(List.of(), null)) : List.of())
                .fitting("acquire-read", Fit.ECHO)
                .fitting("release-read", Fit.ECHO)
                .fitting("acquire-write", Fit.ECHO)
                .fitting("release-write", Fit.ECHO);
    }

    private static Sharing readers(Sharing before, Object client, boolean more) {
        List<Object> readers = new ArrayList<>(before.readers);
        if (more) {
            readers.add(client);
        } else {
            readers.remove(client);
        }
        readers.sort((a, b) -> a.toString().compareTo(b.toString()));
        return new Sharing(List.copyOf(readers), before.writer);
    }

    static FunctionModel<Long> semaphore(long permits) {
        return new FunctionModel<>("semaphore", permits)
                .relative()
                .change("acquire", (free, o) -> free >= permits(o) ? List.of(free - permits(o)) : List.of())
                .change("release", (free, o) -> free + permits(o) <= permits ? List.of(free + permits(o)) : List.of())
                .fitting("acquire", PERMITS)
                .fitting("release", PERMITS);
    }

    private static final Fit PERMITS = Fit.ECHO.and(o -> o.value() == null || (Fit.isWhole(o.value()) && permits(o) > 0)
            ? null
            : "%s is of one permit, or of as many as its value says, not %s".formatted(o.f(), Fit.told(o.value())));

    private static long permits(Operation o) {
        return o.value() instanceof Number number ? number.longValue() : 1;
    }

    /** Ids that were given out must differ. Each id is a partition of its own. */
    static FunctionModel<Set<Object>> uniqueIds() {
        return new FunctionModel<Set<Object>>("unique-ids", Set.of())
                .relative()
                .change("generate", (used, o) -> {
                    Object id = o.result();
                    if (id == null || used.contains(id)) {
                        return id == null ? List.of(used) : List.of();
                    }
                    Set<Object> next = new HashSet<>(used);
                    next.add(id);
                    return List.of(next);
                })
                .fitting("generate", ID)
                .partitionedBy(Operation::result)
                .groupedBy(Operation::index);
    }

    private static final Fit ID =
            o -> !Fit.answered(o) || o.result() != null ? null : o.f() + " answers an id, not nil";

    private static Object client(Operation o) {
        Object named = o.value();
        return named == null ? o.process() : named;
    }
}
