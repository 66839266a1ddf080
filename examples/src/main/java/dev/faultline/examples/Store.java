package dev.faultline.examples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The keys and values after the committed prefix of the log, and the versions before that open snapshots still need. Guarded
 * by the replica's monitor.
 *
 * <p>A version is named by the index of the entry that made it, so that all nodes decide alike whether a transaction
 * commits.
 */
final class Store {
    private final Bug bug;
    private final Map<String, NavigableMap<Long, String>> versions = new HashMap<>();
    private final List<String> replies = new ArrayList<>();
    private final List<Snapshot> open = new ArrayList<>();

    Store(Bug bug) {
        this.bug = bug;
    }

    /** The index of the last entry applied; entries count from 1. */
    long applied() {
        return replies.size();
    }

    void apply(Command.Update update) {
        replies.add(
                switch (update) {
                    case Command.Noop() -> "ok";
                    case Command.Write(String key, String value) -> put(key, value);
                    case Command.Cas(String key, String expected, String value) ->
                        read(key).equals(expected) ? put(key, value) : "fail";
                    // The version stays behind: a transaction that saw the value must learn that it is gone.
                    case Command.Delete(String key) -> put(key, Command.NIL);
                    case Command.Commit commit -> commit(commit);
                });
    }

    private String commit(Command.Commit commit) {
        Optional<String> changed = certified(commit)
                .filter(key -> lastChange(key) > commit.since())
                .findFirst();
        if (changed.isPresent()) {
            return "fail " + changed.get() + " has changed";
        }
        commit.steps().stream().filter(Step::changes).forEach(step -> put(step.key(), step.after(read(step.key()))));
        return "ok";
    }

    /** The keys of a transaction that nobody else may have changed since its snapshot: the rule that makes all serializable. */
    private Stream<String> certified(Command.Commit commit) {
        return switch (bug) {
            case LOST_UPDATE -> Stream.empty();
            case WRITE_SKEW -> commit.steps().stream().filter(Step::changes).map(Step::key);
            default -> commit.steps().stream().map(Step::key);
        };
    }

    private long lastChange(String key) {
        return versions.containsKey(key) ? versions.get(key).lastKey() : 0;
    }

    private String put(String key, String value) {
        long index = applied() + 1;
        NavigableMap<Long, String> all = versions.computeIfAbsent(key, _ -> new TreeMap<>());
        all.put(index, value);
        Long oldest =
                all.floorKey(open.stream().mapToLong(Snapshot::whole).min().orElse(index));
        if (oldest != null) {
            all.headMap(oldest).clear();
        }
        return "ok";
    }

    /** What the client is told about the entry at {@code index}, which has been applied. */
    String reply(long index) {
        return replies.get(Math.toIntExact(index - 1));
    }

    String read(String key) {
        return read(key, Snapshot.at(applied() + 1));
    }

    /** The value in a snapshot that is open or the latest. */
    String read(String key, Snapshot snapshot) {
        return versions.getOrDefault(key, new TreeMap<>()).descendingMap().entrySet().stream()
                .filter(version -> snapshot.shows(version.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(Command.NIL);
    }

    /** Keeps the versions that a snapshot shows until it is closed. */
    void open(Snapshot snapshot) {
        open.add(snapshot);
    }

    void close(Snapshot snapshot) {
        open.remove(snapshot);
    }
}
