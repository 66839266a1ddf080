package dev.faultline.sim.internal.jdk.nativecode;

import dev.faultline.sim.internal.machine.SimProcess;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions that a process has looked up, and the addresses that it takes them to be at. */
final class NativeSymbols {
    private static final long FIRST = 0x7F00_0000_0000L;
    private static final int BYTES = 16;

    private final List<String> names = new ArrayList<>();

    private NativeSymbols() {}

    static NativeSymbols of(SimProcess process) {
        return (NativeSymbols) process.globals.single("native symbols", NativeSymbols::new);
    }

    long addressOf(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            index = names.size();
            names.add(name);
        }
        return FIRST + (long) index * BYTES;
    }

    @Nullable
    String nameAt(long address) {
        long index = (address - FIRST) / BYTES;
        return address >= FIRST && address % BYTES == 0 && index < names.size() ? names.get((int) index) : null;
    }
}
