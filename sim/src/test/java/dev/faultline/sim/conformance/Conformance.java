package dev.faultline.sim.conformance;

import java.util.List;
import java.util.stream.Stream;

/**
 * The behaviours that the simulator shares with the JDK. An area is a class with a method {@code cases()}; whoever adds
 * one adds a line here.
 */
public final class Conformance {
    private Conformance() {}

    /** Returns every case, area by area. */
    public static List<Case> all() {
        return Stream.of(
                        ThreadCases.cases(),
                        ClassLoaderCases.cases(),
                        CommonPoolCases.cases(),
                        LockCases.cases(),
                        SpinCases.cases(),
                        StackCases.cases(),
                        SynchronizerCases.cases(),
                        PoolCases.cases(),
                        JvmCases.cases(),
                        ReflectionCases.cases(),
                        NativeCases.cases(),
                        FileCases.cases(),
                        AttributeCases.cases(),
                        FileStreamCases.cases(),
                        FileChannelCases.cases(),
                        MappingCases.cases(),
                        WatchCases.cases(),
                        SocketCases.cases(),
                        ChannelCases.cases(),
                        UnixCases.cases(),
                        PipeCases.cases(),
                        HostCases.cases(),
                        MachineCases.cases(),
                        DatagramCases.cases(),
                        DatagramChannelCases.cases(),
                        MulticastCases.cases(),
                        AsyncCases.cases(),
                        TlsCases.cases(),
                        HttpCases.cases(),
                        RefusedCases.cases())
                .flatMap(List::stream)
                .toList();
    }
}
