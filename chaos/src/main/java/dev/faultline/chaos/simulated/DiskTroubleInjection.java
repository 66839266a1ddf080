package dev.faultline.chaos.simulated;

import dev.faultline.chaos.ByteRange;
import dev.faultline.chaos.DamageFault;
import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.StorageFault;
import dev.faultline.sim.DiskCall;
import dev.faultline.sim.DiskFault;
import dev.faultline.sim.DiskFault.Effect;
import dev.faultline.sim.DiskMatch;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;
import dev.faultline.sim.PathPattern;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Calls to a disk go wrong in some way. Evidence: how many did. */
final class DiskTroubleInjection implements Injection {
    private static final Set<DiskCall.Kind> WRITES = EnumSet.of(DiskCall.Kind.WRITE);

    private final Node node;
    private final DiskFault fault;
    private final String noun;
    private final String what;
    private final Unstruck unstruck;
    private final GivingUp givingUp;
    private final DamageReads reads;

    private DiskTroubleInjection(Downtime downtime, Node node, DiskFault fault, String noun, String what) {
        this.node = node;
        this.fault = fault;
        this.noun = noun;
        this.what = what;
        unstruck = new Unstruck(node, fault, fault.calls().path().toString());
        givingUp = new GivingUp(node, downtime);
        reads = new DamageReads(node);
    }

    static Injection of(Downtime downtime, Node node, DamageFault.BitFlip flip) {
        boolean reads = flip.operation() == DiskFault.Operation.READ;
        return of(
                downtime,
                node,
                reads
                        ? match(EnumSet.of(DiskCall.Kind.READ), flip.path(), flip.bytes())
                                .without(Victims.spared(node, flip.path()))
                        : match(WRITES, flip.path(), flip.bytes()),
                flip.times(),
                flip.chance(),
                new Effect.Flip(flip.layer()),
                reads ? "read" : "write",
                "with a bit flipped");
    }

    static Injection of(Downtime downtime, Node node, DamageFault.TornWrite torn) {
        Effect effect = new Effect.Tear((int) torn.unit(), torn.layer());
        return of(
                downtime,
                node,
                match(WRITES, torn.path(), torn.bytes()),
                torn.times(),
                torn.chance(),
                effect,
                "write",
                "torn");
    }

    static Injection of(Downtime downtime, Node node, DamageFault.LostWrite lost) {
        Effect effect = new Effect.Lose(lost.layer());
        return of(
                downtime,
                node,
                match(WRITES, lost.path(), lost.bytes()),
                lost.times(),
                lost.chance(),
                effect,
                "write",
                "lost");
    }

    static Injection of(Downtime downtime, Node node, DamageFault.MisdirectedWrite misdirected) {
        boolean within = misdirected.into().equals(DamageFault.MisdirectedWrite.SAME);
        return of(
                downtime,
                node,
                match(WRITES, misdirected.path(), misdirected.bytes()),
                misdirected.times(),
                misdirected.chance(),
                new Effect.Misdirect(within ? "" : misdirected.into(), misdirected.by(), misdirected.layer()),
                "write",
                "misdirected by " + misdirected.by() + " bytes" + (within ? "" : " into " + misdirected.into()));
    }

    static Injection of(Downtime downtime, Node node, DamageFault.LostSync lost) {
        return of(
                downtime,
                node,
                match(EnumSet.of(DiskCall.Kind.SYNC), lost.path(), ByteRange.ALL),
                lost.times(),
                lost.chance(),
                new Effect.Lose(DiskFault.Layer.PLATTER),
                "sync",
                "answered, which made nothing durable");
    }

    static Injection of(Downtime downtime, Node node, StorageFault.DiskDelay delay) {
        return of(
                downtime,
                node,
                match(delay.operation().kinds(), delay.path(), ByteRange.ALL),
                Long.MAX_VALUE,
                1,
                new Effect.Delay(delay.extra()),
                delay.operation().name().toLowerCase(Locale.ROOT),
                "delayed, each by " + delay.extra());
    }

    private static DiskMatch match(Set<DiskCall.Kind> calls, String path, ByteRange bytes) {
        return new DiskMatch(calls, PathPattern.of(path), bytes.from(), bytes.to());
    }

    private static Injection of(
            Downtime downtime,
            Node node,
            DiskMatch match,
            long times,
            double chance,
            Effect effect,
            String noun,
            String what) {
        return new DiskTroubleInjection(
                downtime,
                node,
                new DiskFault(match, 1, times, chance, effect),
                noun,
                "of " + match.path() + " on " + node.name() + " " + what);
    }

    @Override
    public void inject() {
        reads.watch(fault.calls().path());
        if (fault.effect() instanceof Effect.Misdirect astray && !astray.path().isEmpty()) {
            reads.watch(astray.path());
        }
        unstruck.begin();
        node.disk().inject(fault);
    }

    @Override
    public void observe(Event event) {
        givingUp.observe(event);
        reads.observe(event);
    }

    @Override
    public Evidence heal() {
        String instead = unstruck.end(noun);
        long hits = node.disk().heal(fault);
        String done = Evidence.count(hits, noun) + " " + what;
        return givingUp.heal(
                hits > 0 && fault.calls().kinds().equals(WRITES) && !(fault.effect() instanceof Effect.Delay)
                        ? Evidence.of(true, done, reads.sentence())
                        : Evidence.of(hits > 0, done).instead(instead));
    }
}
