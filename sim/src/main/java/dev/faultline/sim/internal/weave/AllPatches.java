package dev.faultline.sim.internal.weave;

import dev.faultline.sim.internal.jdk.Patch;
import dev.faultline.sim.internal.jdk.file.FilePatches;
import dev.faultline.sim.internal.jdk.lang.HandlePatches;
import dev.faultline.sim.internal.jdk.lang.HashPatches;
import dev.faultline.sim.internal.jdk.lang.NamePatches;
import dev.faultline.sim.internal.jdk.lang.RandomPatches;
import dev.faultline.sim.internal.jdk.lang.ReferencePatches;
import dev.faultline.sim.internal.jdk.process.GlobalPatches;
import dev.faultline.sim.internal.jdk.process.MachinePatches;
import dev.faultline.sim.internal.jdk.process.ManagementPatches;
import dev.faultline.sim.internal.jdk.process.RuntimePatches;
import dev.faultline.sim.internal.jdk.socket.DescriptorPatches;
import dev.faultline.sim.internal.jdk.socket.HttpPatches;
import dev.faultline.sim.internal.jdk.socket.NetworkPatches;
import dev.faultline.sim.internal.jdk.socket.TlsPatches;
import dev.faultline.sim.internal.jdk.thread.ThreadPatches;
import java.util.ArrayList;
import java.util.List;

/** All patches of the JDK; {@code FilePatches} has those of {@code NioPatches}. A new list is added here. */
final class AllPatches {
    private AllPatches() {}

    static List<Patch> list() {
        List<Patch> all = new ArrayList<>(ThreadPatches.all());
        all.addAll(RandomPatches.all());
        all.addAll(RuntimePatches.all());
        all.addAll(HandlePatches.all());
        all.addAll(HashPatches.all());
        all.addAll(NamePatches.all());
        all.addAll(GlobalPatches.all());
        all.addAll(MachinePatches.all());
        all.addAll(ManagementPatches.all());
        all.addAll(ReferencePatches.all());
        all.addAll(NetworkPatches.all());
        all.addAll(DescriptorPatches.all());
        all.addAll(HttpPatches.all());
        all.addAll(TlsPatches.all());
        all.addAll(FilePatches.all());
        all.addAll(ListedPatches.all());
        return all;
    }
}
