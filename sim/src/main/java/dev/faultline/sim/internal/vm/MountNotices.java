package dev.faultline.sim.internal.vm;

/**
 * Spares every switch what the JVM does for debuggers.
 *
 * <p>As soon as an agent of any kind is loaded, HotSpot reports each mount and unmount of a virtual thread to its tool
 * interface, in case the agent wants to know: nearly half of the cost of a switch. Ours does not want to know, and no
 * virtual thread has run yet when it is loaded, so the switch can be put back to where it is in a JVM without an agent.
 * Where {@link VmStructures} does not know the switch, runs are slower and the same.
 */
public final class MountNotices {
    private static final String SWITCH = "JvmtiVTMSTransitionDisabler::_VTMS_notify_jvmti_events";

    private MountNotices() {}

    /** Turns the notices off where that can be done and nobody needs them; to be called before the first virtual thread. */
    public static void turnOff() {
        if (Debugger.IS_EXPECTED) {
            return;
        }
        VmStructures.address(SWITCH).ifPresent(address -> Vm.UNSAFE.putByte(address, (byte) 0));
    }
}
