package dev.faultline.chaos.simulated;

import dev.faultline.chaos.CodeFault;
import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Event;
import dev.faultline.sim.MethodPattern;
import dev.faultline.sim.Node;
import dev.faultline.sim.NodeCode;
import dev.faultline.sim.NodeCode.Effect;
import java.util.ArrayList;
import java.util.List;

/** Methods of a program go wrong. Evidence: how many calls did, of how many; which methods they were of. */
final class CodeInjection implements Injection {
    private static final int NAMED_MAX = 3;

    private final Node node;
    private final CodeFault code;
    private final NodeCode.Fault fault;
    private final GivingUp givingUp;

    CodeInjection(Downtime downtime, Node node, CodeFault code) {
        this.node = node;
        this.code = code;
        MethodPattern methods = MethodPattern.of(code.method());
        fault = new NodeCode.Fault(methods, code.chosen(), code.chance(), code.times(), effect(code));
        givingUp = new GivingUp(node, downtime);
    }

    private static Effect effect(CodeFault code) {
        return switch (code) {
            case CodeFault.MethodThrow thrown -> new Effect.Throw(thrown.exception(), thrown.message());
            case CodeFault.MethodDelay delay -> new Effect.Delay(delay.extra());
            case CodeFault.MethodReturn returned -> new Effect.Return(returned.value());
        };
    }

    @Override
    public void inject() {
        node.code().inject(fault);
    }

    @Override
    public void observe(Event event) {
        givingUp.observe(event);
    }

    @Override
    public Evidence heal() {
        NodeCode.Seen seen = node.code().heal(fault);
        List<String> sentences = new ArrayList<>();
        if (seen.methods().isEmpty()) {
            sentences.add(MethodHints.notCalled(node, fault.methods()));
        } else {
            sentences.add(seen.struck() + " of " + Evidence.count(seen.calls(), "call") + " of " + named(seen) + " on "
                    + node.name() + " " + did());
        }
        if (seen.points() < seen.methods().size()) {
            sentences.add(seen.points() + " of " + Evidence.count(seen.methods().size(), "method") + " "
                    + (seen.points() == 1 ? "was" : "were") + " chosen");
        }
        sentences.addAll(seen.refusals());
        return givingUp.heal(new Evidence(seen.struck() > 0, sentences));
    }

    private static String named(NodeCode.Seen seen) {
        return seen.methods().size() <= NAMED_MAX
                ? String.join(", ", seen.methods())
                : Evidence.count(seen.methods().size(), "method");
    }

    private String did() {
        return switch (code) {
            case CodeFault.MethodThrow thrown -> "threw " + thrown.exception();
            case CodeFault.MethodDelay delay -> "took longer, each by " + delay.extra();
            case CodeFault.MethodReturn returned -> "returned " + returned.value();
        };
    }
}
