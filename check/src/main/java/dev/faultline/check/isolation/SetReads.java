package dev.faultline.check.isolation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads of whole sets as reads of registers. Each element that may be in a set is a register, which whoever adds it writes;
 * a read of the set reads the registers of all elements, once it is known which there are. So additions do not conflict with
 * each other, and every order that matters is known.
 */
final class SetReads {

    /** What the register of an element holds once it was added. */
    static final long IN = 1;
    /** What a read shows that has the element several times. */
    static final long TWICE = 2;

    private static final long BYTES_PER_ANSWER = 32;
    private static final Ints NONE = new Ints(0);

    /** An element of a set, as a key. */
    record Membership(Object set, Object element) {
        @Override
        public String toString() {
            return element + " in " + set;
        }
    }

    private static final class Read {
        private final Object set;
        /** The registers of the elements that were seen, sorted. */
        private final int[] present;

        Read(Object set, int[] present) {
            this.set = set;
            this.present = present;
        }
    }

    private final Names names;
    private final List<Read> reads = new ArrayList<>();
    private final Map<Object, Ints> added = new LinkedHashMap<>();
    private final BitSet isAdded = new BitSet();
    private long answers;

    SetReads(Names names) {
        this.names = names;
    }

    /** How many elements reads showed. */
    long answers() {
        return answers;
    }

    /** The register of an element that somebody adds. */
    int add(Object set, Object element) {
        int register = names.keyNumber(new Membership(set, element));
        if (!isAdded.get(register)) {
            isAdded.set(register);
            added.computeIfAbsent(set, _ -> new Ints(4)).add(register);
        }
        return register;
    }

    /** The number of a read. */
    int read(Object set, Collection<?> elements) {
        int[] present = elements.stream()
                .mapToInt(element -> names.keyNumber(new Membership(set, element)))
                .sorted()
                .toArray();
        answers += present.length;
        reads.add(new Read(set, present));
        return reads.size() - 1;
    }

    /**
     * The history of registers.
     *
     * @param raw the history in which the value of a read is its number
     * @throws CheckStopped if it takes more memory than this
     */
    Transactions expand(Transactions raw, long limitBytes) {
        if (reads.isEmpty()) {
            return raw;
        }
        for (Read read : reads) {
            answers += added.getOrDefault(read.set, NONE).size();
        }
        if (answers * BYTES_PER_ANSWER > limitBytes) {
            throw new CheckStopped(
                    "what reads of sets show, and what they do not, are %d answers, more than fit into the memory allowed"
                            .formatted(answers));
        }
        TransactionsBuilder builder = raw.likeThis();
        for (int t = 0; t < raw.size(); t++) {
            raw.beginIn(builder, t);
            for (int op = raw.opStart[t]; op < raw.opStart[t + 1]; op++) {
                if (raw.opKind[op] == Transactions.WRITE) {
                    builder.writeNumber(raw.opKey[op], IN);
                } else {
                    expand(reads.get((int) raw.opValue[op]), builder);
                }
            }
        }
        return builder.build();
    }

    /** What it has comes before what it lacks: who sees an addition misses nothing of that transaction in the same read. */
    private void expand(Read read, TransactionsBuilder builder) {
        int[] present = read.present;
        for (int i = 0; i < present.length; i++) {
            boolean again = i + 1 < present.length && present[i + 1] == present[i];
            builder.readNumber(present[i], again ? TWICE : IN);
            while (i + 1 < present.length && present[i + 1] == present[i]) {
                i++;
            }
        }
        Ints all = added.getOrDefault(read.set, NONE);
        for (int i = 0; i < all.size(); i++) {
            if (Arrays.binarySearch(present, all.get(i)) < 0) {
                builder.readNumber(all.get(i), Transactions.NOTHING);
            }
        }
    }
}
