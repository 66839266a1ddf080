package dev.faultline.sim.internal.machine;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import jdk.internal.misc.Signal;
import org.jspecify.annotations.Nullable;

/** What a process does with the signals that it gets: from itself, or SIGTERM when it is to stop. */
public final class ProcessSignals {
    /** Which a JVM has for itself. */
    private static final Set<String> OF_JVM = Set.of("SEGV", "ILL", "FPE", "QUIT", "KILL", "STOP");

    /** On which a JVM runs the shutdown hooks. */
    private static final Set<String> STOPPING = Set.of("TERM", "INT", "HUP");

    /** To the number of a signal is added what makes it the status of a process. */
    private static final int STATUS = 128;

    private final SimProcess process;
    private final Map<Signal, Signal.Handler> handlers = new HashMap<>();
    private final Signal.Handler exiting;

    private ProcessSignals(SimProcess process) {
        this.process = process;
        exiting = signal -> process.exit(STATUS + signal.getNumber());
    }

    public static ProcessSignals of(SimProcess process) {
        return (ProcessSignals) process.globals.single("signals", () -> new ProcessSignals(process));
    }

    /**
     * Sets a handler, and returns the one before it.
     *
     * @throws IllegalArgumentException if the JVM needs the signal itself
     */
    public Signal.Handler handle(Signal signal, Signal.Handler handler) {
        if (OF_JVM.contains(signal.getName())) {
            throw new IllegalArgumentException("Signal already used by VM or OS: " + signal);
        }
        Signal.Handler before = handlerOf(signal);
        handlers.put(signal, handler);
        return before;
    }

    private Signal.Handler handlerOf(Signal signal) {
        Signal.Handler byDefault = STOPPING.contains(signal.getName()) ? exiting : Signal.Handler.SIG_DFL;
        return handlers.getOrDefault(signal, byDefault);
    }

    /**
     * The process sends a signal to itself.
     *
     * @throws IllegalArgumentException if it has no handler
     */
    public void raise(Signal signal) {
        Signal.Handler handler = handlerOf(signal);
        if (isOfSystem(handler)) {
            throw new IllegalArgumentException("Unhandled signal: " + signal);
        }
        dispatch(signal, handler);
    }

    /** Delivers SIGTERM to a handler that the program has set; returns whether it has set any. */
    boolean handlesTermination() {
        Signal signal = new Signal("TERM");
        Signal.@Nullable Handler handler = handlers.get(signal);
        if (handler == null || handler.equals(exiting)) {
            return false;
        }
        if (handler.equals(Signal.Handler.SIG_DFL)) {
            process.endByItself(STATUS + signal.getNumber());
        } else if (!isOfSystem(handler)) {
            dispatch(signal, handler);
        }
        return true;
    }

    /** As the JVM's dispatcher of signals, which is a daemon, and so are the threads that it starts. */
    private void dispatch(Signal signal, Signal.Handler handler) {
        process.spawn(signal + " handler", true, () -> handler.handle(signal));
    }

    private static boolean isOfSystem(Signal.Handler handler) {
        return handler.equals(Signal.Handler.SIG_DFL) || handler.equals(Signal.Handler.SIG_IGN);
    }
}
