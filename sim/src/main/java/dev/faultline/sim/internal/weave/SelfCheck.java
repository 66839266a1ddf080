package dev.faultline.sim.internal.weave;

import dev.faultline.sim.SimulationException;
import dev.faultline.sim.internal.jdk.Patch;
import java.util.List;
import jdk.internal.misc.VM;
import org.jspecify.annotations.Nullable;

/** Looks whether this JVM is one that simulations can rely on, before the first begins. */
final class SelfCheck {
    /** The builds that all of the tests have passed on. */
    private static final List<String> TESTED_BUILDS = List.of("25.0.3+9");

    private static final String REMEDY = "Faultline was tested on JDK " + String.join(", ", TESTED_BUILDS)
            + "; this is JDK " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")";

    private static final String WHOLE_EXCEPTIONS = "-XX:-OmitStackTraceInFastThrow";

    private static @Nullable String fault;
    private static boolean checked;

    private SelfCheck() {}

    /** Throws an exception that says what is wrong, if anything is. */
    static synchronized void require() {
        // A class may fail to be woven at any time; what else there is to see is the same every time.
        if (!checked || Agent.failure() != null) {
            checked = true;
            fault = findFault();
        }
        if (fault != null) {
            throw Agent.failure() == null
                    ? new SimulationException(fault)
                    : new SimulationException(fault, Agent.failure());
        }
    }

    private static @Nullable String findFault() {
        Throwable failure = Agent.failure();
        if (failure != null) {
            return "the agent could not prepare this JVM: " + failure + ". " + REMEDY;
        }
        List<Patch> missed = Agent.missedPatches();
        if (!missed.isEmpty()) {
            return "these places of the JDK were not found: " + missed + ". " + REMEDY;
        }
        if (!System.getProperty("java.nio.channels.spi.SelectorProvider", "")
                .equals("dev.faultline.sim.internal.jdk.socket.SimSelectorProvider")) {
            return "the JVM was started with another selector provider: start it with"
                + " -Djava.nio.channels.spi.SelectorProvider=dev.faultline.sim.internal.jdk.socket.SimSelectorProvider";
        }
        if (!List.of(VM.getRuntimeArguments()).contains(WHOLE_EXCEPTIONS)) {
            return "this JVM throws exceptions without message and stack once it has compiled a method that throws them"
                    + " often, so that runs would follow from how warm it is: start it with " + WHOLE_EXCEPTIONS;
        }
        return null;
    }
}
