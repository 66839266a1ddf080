package dev.faultline.sim.internal.weave;

import java.lang.classfile.Opcode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What may stand on the operand stack and in the local variables of a method, as far as it is followed. */
final class OperandStack {
    /** A place: what may be in it, and whether it is a long or a double. */
    record Entry(Set<String> tags, boolean isWide) {
        static final Entry NARROW = new Entry(Set.of(), false);
        static final Entry WIDE = new Entry(Set.of(), true);
    }

    private final Map<Integer, Set<String>> locals = new HashMap<>();
    private List<Entry> entries = new ArrayList<>();

    void push(Entry entry) {
        entries.add(entry);
    }

    Entry pop() {
        return entries.isEmpty() ? Entry.NARROW : entries.removeLast();
    }

    void pop(int count) {
        for (int i = 0; i < count; i++) {
            pop();
        }
    }

    Set<String> local(int slot) {
        return locals.getOrDefault(slot, Set.of());
    }

    /** What was in the variable before may still be there, where code comes from elsewhere. */
    void store(int slot, Set<String> tags) {
        if (!tags.isEmpty()) {
            locals.computeIfAbsent(slot, _ -> new TreeSet<>()).addAll(tags);
        }
    }

    List<Entry> copy() {
        return new ArrayList<>(entries);
    }

    void replace(List<Entry> with) {
        entries = new ArrayList<>(with);
    }

    /** Adds what may be there too, where two ways meet. */
    void merge(List<Entry> other) {
        for (int i = 0; i < Math.min(entries.size(), other.size()); i++) {
            Set<String> both = new TreeSet<>(entries.get(i).tags());
            if (both.addAll(other.get(i).tags())) {
                entries.set(i, new Entry(both, entries.get(i).isWide()));
            }
        }
    }

    /** Carries out one of the instructions that only move what is on the stack. */
    void move(Opcode opcode) {
        switch (opcode) {
            case POP -> pop();
            case POP2 -> take(2);
            case DUP -> insert(take(1), List.of());
            case DUP_X1 -> insert(take(1), take(1));
            case DUP_X2 -> insert(take(1), take(2));
            case DUP2 -> insert(take(2), List.of());
            case DUP2_X1 -> insert(take(2), take(1));
            case DUP2_X2 -> insert(take(2), take(2));
            case SWAP -> {
                Entry top = pop();
                Entry below = pop();
                push(top);
                push(below);
            }
            default -> throw new IllegalArgumentException("no instruction of the stack: " + opcode);
        }
    }

    /** Takes as many entries as fill the words, the lowest first. */
    private List<Entry> take(int words) {
        List<Entry> taken = new ArrayList<>();
        for (int left = words; left > 0; ) {
            Entry entry = pop();
            taken.addFirst(entry);
            left -= entry.isWide() ? 2 : 1;
        }
        return taken;
    }

    private void insert(List<Entry> top, List<Entry> below) {
        entries.addAll(top);
        entries.addAll(below);
        entries.addAll(top);
    }
}
