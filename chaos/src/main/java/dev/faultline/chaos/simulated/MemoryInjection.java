package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.ResourceFault;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;
import dev.faultline.sim.NodeLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * The code of a program may have less of its heap in use. Evidence: how many allocations were refused, and where the first was; how
 * much was in use at most, also where that was less, for it says which limit would strike.
 */
final class MemoryInjection implements Injection {
    private final Node node;
    private final NodeLimits.Heap heap;
    private final GivingUp givingUp;
    private NodeLimits.Heap before = NodeLimits.Heap.UNLIMITED;

    MemoryInjection(Downtime downtime, Node node, ResourceFault.MemoryLimit limit) {
        this.node = node;
        heap = new NodeLimits.Heap(limit.bytes(), limit.lifetime());
        givingUp = new GivingUp(node, downtime);
    }

    @Override
    public void inject() {
        before = node.limits().heap();
        node.setLimits(node.limits().withHeap(heap));
    }

    @Override
    public void observe(Event event) {
        givingUp.observe(event);
    }

    @Override
    public Evidence heal() {
        NodeLimits.HeapUse use = node.use().heap();
        node.setLimits(node.limits().withHeap(before));
        List<String> sentences = new ArrayList<>();
        sentences.add(use.refused() + " of " + Evidence.count(use.allocations(), "allocation") + " by the code of "
                + node.name() + (use.refused() == 1 ? " was" : " were") + " refused"
                + (use.refused() == 0 ? "" : ", the first of " + use.firstRefused()));
        sentences.add("at most " + use.bytesMax() + " of " + heap.bytes() + " bytes were in use");
        return givingUp.heal(new Evidence(use.refused() > 0, sentences));
    }
}
