package dev.faultline.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What the operations of a history read from which writes, in columns, by order of invocation. Versions are numbered: first
 * the initial value of each key, then the writes that took effect. O(operations).
 */
final class SessionAccesses {

    /** No version. */
    static final int NONE = -1;

    private static final long BYTES_PER_OPERATION = 250;

    /** Of each access: the operation, its client, its key; which version it read and which it made, or {@link #NONE}. */
    final int[] operation;

    final int[] client;
    final int[] key;
    final int[] source;
    final int[] write;
    /** Whether the client saw it complete: only then it comes before what the client does next. */
    final boolean[] certain;
    /** Of each version, the access that made it; {@link #NONE} for an initial value. */
    final int[] madeBy;

    /** Of each access that is not certain, one that read what it wrote, and so shows that it took effect. */
    final int[] shownBy;

    final int clients;
    final int keys;
    /** The access that reads what nobody wrote, or {@link #NONE}. */
    final int unwritten;
    /** Some operation that reads a value which several wrote, so that it tells nothing; or {@link #NONE}. */
    final int ambiguous;

    /** How many things that one may have seen. */
    final int sources;

    private final Model<?> model;
    private final History history;

    /** @throws IllegalArgumentException if the model is not of registers or of a map of them */
    SessionAccesses(Model<?> model, History history, Budget budget) {
        this(model, history, Map.of(), budget);
    }

    /** The same, where of some operations that read what several wrote it is {@code chosen} which of these they saw. */
    SessionAccesses(Model<?> model, History history, Map<Integer, Integer> chosen, Budget budget) {
        this.model = model;
        this.history = history;
        budget.reserve(BYTES_PER_OPERATION * history.size());
        SessionValues values = new SessionValues(model, history, chosen, budget);
        keys = values.keys();
        List<Integer> kept = new ArrayList<>();
        List<Integer> makers = new ArrayList<>(Collections.nCopies(keys, NONE));
        int[] versionOf = new int[history.size()];
        Arrays.fill(versionOf, NONE);
        for (int i = 0; i < history.size(); i++) {
            if (values.counts(i)) {
                if (values.writes(i)) {
                    versionOf[i] = makers.size();
                    makers.add(kept.size());
                }
                kept.add(i);
            }
        }
        operation = kept.stream().mapToInt(Integer::intValue).toArray();
        madeBy = makers.stream().mapToInt(Integer::intValue).toArray();
        client = new int[operation.length];
        key = new int[operation.length];
        source = new int[operation.length];
        write = new int[operation.length];
        certain = new boolean[operation.length];
        shownBy = new int[operation.length];
        Numbering processes = new Numbering();
        int nobodys = NONE;
        int several = NONE;
        int mostSources = 0;
        for (int a = 0; a < operation.length; a++) {
            int i = operation[a];
            client[a] = processes.number(history.operation(i).process());
            key[a] = values.key(i);
            write[a] = versionOf[i];
            certain[a] = history.outcome(i) == Outcome.OK;
            shownBy[a] = certain[a] ? NONE : Arrays.binarySearch(operation, values.shown(i));
            source[a] = NONE;
            if (values.reads(i)) {
                List<Integer> writers = values.writersOf(i);
                int candidates = writers.size() + (values.readsInitial(i) ? 1 : 0);
                several = candidates > 1 && several == NONE ? i : several;
                mostSources = several == i ? candidates : mostSources;
                if (candidates == 0) {
                    nobodys = nobodys == NONE ? a : nobodys;
                } else if (candidates == 1) {
                    source[a] = writers.isEmpty() ? key[a] : versionOf[writers.getFirst()];
                }
            }
        }
        clients = processes.size();
        unwritten = nobodys;
        ambiguous = several;
        sources = mostSources;
    }

    /** The number of versions. */
    int versions() {
        return madeBy.length;
    }

    int size() {
        return operation.length;
    }

    Operation of(int access) {
        return history.operation(operation[access]);
    }

    /** A version in words. */
    String describe(int version) {
        return madeBy[version] == NONE ? "the initial value" : "'" + model.describe(of(madeBy[version])) + "'";
    }
}
