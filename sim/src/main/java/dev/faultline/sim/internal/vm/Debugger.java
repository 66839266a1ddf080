package dev.faultline.sim.internal.vm;

import java.util.stream.Stream;
import jdk.internal.misc.VM;

/**
 * Whether this JVM was started for a debugger. One that may stop threads and look into them needs some of what the machine
 * otherwise does away with, and whoever looks must change nothing: the run is to end as it ends without a debugger.
 *
 * <ul>
 *   <li>The JVM tells the debugger of each switch ({@link MountNotices}).
 *   <li>Threads of a killed process keep their stacks ({@link Vm#empty}).
 *   <li>Hash codes that a program sees are kept beside the objects ({@code HashTable}), as a debugger makes the JVM draw
 *       one for everything that it shows.
 *   <li>A stop takes as long as it takes: only what a thread computes counts as a busy loop ({@code Watchdog}).
 * </ul>
 *
 * A debugger cannot come later: the JVM loads its agent at the start or never.
 */
public final class Debugger {
    /** A constant, so that compiled code for runs without a debugger has nothing of all this in it. */
    public static final boolean IS_EXPECTED = isExpected(VM.getRuntimeArguments());

    private Debugger() {}

    /** Returns whether one of the JVM's arguments, wherever it came from, loads a native agent. */
    static boolean isExpected(String... arguments) {
        return Stream.of(arguments)
                .anyMatch(each ->
                        each.startsWith("-agentlib:") || each.startsWith("-agentpath:") || each.startsWith("-Xrun"));
    }
}
