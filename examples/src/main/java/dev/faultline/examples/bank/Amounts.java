package dev.faultline.examples.bank;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What accounts hold, or what is added to them. */
record Amounts(SortedMap<String, Long> byAccount) {
    static final Amounts NONE = new Amounts(new TreeMap<>());

    Amounts {
        byAccount = Collections.unmodifiableSortedMap(new TreeMap<>(byAccount));
    }

    static Amounts of(String account, long amount) {
        return new Amounts(new TreeMap<>(Map.of(account, amount)));
    }

    /** The sums, account by account. */
    Amounts plus(Amounts other) {
        SortedMap<String, Long> sums = new TreeMap<>(byAccount);
        other.byAccount.forEach((account, amount) -> sums.merge(account, amount, Long::sum));
        return new Amounts(sums);
    }

    long at(String account) {
        return byAccount.getOrDefault(account, 0L);
    }

    void write(DataOutput out) throws IOException {
        out.writeShort(byAccount.size());
        for (Map.Entry<String, Long> entry : byAccount.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeLong(entry.getValue());
        }
    }

    static Amounts read(DataInput in) throws IOException {
        SortedMap<String, Long> amounts = new TreeMap<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            amounts.put(in.readUTF(), in.readLong());
        }
        return new Amounts(amounts);
    }

    /** The form that clients get: {@code a1=10 a2=0}. */
    @Override
    public String toString() {
        return byAccount.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
