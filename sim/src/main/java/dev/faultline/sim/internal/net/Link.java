package dev.faultline.sim.internal.net;

import dev.faultline.sim.Cause;
import dev.faultline.sim.DatagramFaults;
import dev.faultline.sim.Distribution;
import dev.faultline.sim.LinkCounters;
import dev.faultline.sim.Network;
import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.disturbance.Chain;
import dev.faultline.sim.internal.disturbance.Cuts;
import dev.faultline.sim.internal.disturbance.Echo;
import dev.faultline.sim.internal.disturbance.Ends;
import dev.faultline.sim.internal.disturbance.Lost;
import dev.faultline.sim.internal.disturbance.Packet;
import dev.faultline.sim.internal.kernel.Scheduler;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The way from one node to another, in one direction: how long it takes, how much it carries, what is wrong with it.
 *
 * <p>Packets that meet a cut are lost, at the sending end or in flight. Packets that meet a stall wait, and go on when it
 * ends.
 */
public final class Link {
    static final long UNLIMITED = Long.MAX_VALUE;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final Distribution LOOPBACK = new Distribution.Uniform(5_000, 15_000);

    public final NetStack from;
    public final NetStack to;
    public final DatagramLine datagrams;
    private final NetTopology topology;
    private final Scheduler scheduler;
    private final Rng rng;
    private final Chain disturbances;
    private final Cuts cuts;

    /** What the plan of the network says, and what was said of this link alone. */
    private Network.@Nullable LinkSpec planned;

    private @Nullable Distribution latency;
    private @Nullable Distribution extraLatency;
    /** 0 if nothing was said of this link alone. */
    private long ownBytesPerSecond;

    private long bytesPerSecond;
    private long busyUntilNanos;
    private boolean stalled;
    private final ArrayDeque<NetPacket> waiting = new ArrayDeque<>();
    private long segmentsSent;
    private long segmentsDelivered;
    private long segmentsCut;
    private long segmentsLost;
    private long segmentsVanished;
    private long segmentsStalled;
    private long segmentsExtraDelayed;
    private long acknowledgementsSent;
    private long acknowledgementsLost;
    private long synsLost;
    private long refused;
    private long resets;
    private long bytesSent;
    private long bytesDelivered;
    /** Of these, what the link itself did. */
    private long ownSegmentsCut;

    private long ownAcknowledgementsCut;
    private long ownSynsCut;
    private long ownSegmentsStalled;
    private long ownSegmentsDelayed;

    Link(NetTopology topology, NetStack from, NetStack to, long seed) {
        this.topology = topology;
        this.from = from;
        this.to = to;
        scheduler = topology.scheduler();
        rng = Rng.fork(seed, "network link " + from.node.name() + ">" + to.node.name());
        disturbances = topology.disturbances.chain(ends(from, to));
        cuts = disturbances.cuts;
        datagrams = new DatagramLine(this, seed, isLoopback() ? DatagramFaults.NONE : topology.datagramFaults());
        if (isLoopback()) {
            latency = LOOPBACK;
            bytesPerSecond = UNLIMITED;
        } else {
            plan(topology.planned(from, to));
        }
    }

    private static Ends ends(NetStack from, NetStack to) {
        return new Ends(host(from.node), host(to.node));
    }

    private static Ends.Host host(Attached node) {
        return new Ends.Host(node.name(), node.address().getHostAddress());
    }

    boolean isLoopback() {
        return from == to;
    }

    // ---- traffic

    void send(NetPacket packet) {
        if (packet.isAcknowledgement()) {
            acknowledgementsSent++;
        } else {
            segmentsSent++;
            bytesSent += packet.bytes();
        }
        if (cuts.isCut()) {
            lose(packet, cuts.lost());
        } else if (stalled || packet.isHeldBack()) {
            segmentsStalled += packet.isAcknowledgement() ? 0 : 1;
            ownSegmentsStalled += packet.isAcknowledgement() || !stalled ? 0 : 1;
            packet.cause = scheduler.cause();
            waiting.add(packet);
        } else {
            launch(packet);
        }
    }

    private void launch(NetPacket packet) {
        if (disturbances.isWatched()) {
            disturbances.seen(packet, false);
        }
        if (disturbances.isIdle()) {
            depart(packet, 0, 0, 0);
        } else {
            disturbances.send(packet);
        }
    }

    /** Sends a packet on its way, whatever disturbs the link; see {@link NetPacket#depart}. */
    void depart(NetPacket packet, long freeNanos, long extraNanos, long lateNanos) {
        long now = scheduler.nowNanos();
        long departure = now;
        if (bytesPerSecond != UNLIMITED && packet.bytes() > 0) {
            busyUntilNanos = Math.max(busyUntilNanos, now) + packet.bytes() * SECOND_NANOS / bytesPerSecond;
            departure = busyUntilNanos;
        }
        departure = Math.max(departure, freeNanos) + usualLatency().sample(rng) + extraNanos;
        if (extraLatency != null) {
            departure += extraLatency.sample(rng);
            segmentsExtraDelayed += packet.isAcknowledgement() ? 0 : 1;
            ownSegmentsDelayed += packet.isAcknowledgement() ? 0 : 1;
        }
        var _ = scheduler.after(packet.arrivalNanos(departure) + lateNanos - now, packet);
    }

    /** Called by the packet's timer. */
    void arrived(NetPacket packet) {
        scheduler.join(packet.cause);
        packet.cause = Cause.NONE;
        if (cuts.isCut() || to.isDown()) {
            lose(packet, cuts.isCut() ? cuts.lost() : Lost.WITHOUT_POWER);
            return;
        }
        if (!packet.isAcknowledgement()) {
            segmentsDelivered++;
            bytesDelivered += packet.bytes();
        }
        if (disturbances.isWatched()) {
            disturbances.seen(packet, true);
        }
        packet.delivered();
    }

    void lose(NetPacket packet, Lost why) {
        if (packet.isAcknowledgement()) {
            acknowledgementsLost++;
        } else {
            switch (why.why()) {
                case CUT -> segmentsCut++;
                case CHANCE -> segmentsLost++;
                case NO_POWER -> segmentsVanished++;
            }
        }
        if (why.why() == Lost.Why.CUT) {
            cuts.countLost();
            if (cuts.isByName()) {
                ownAcknowledgementsCut += packet.isAcknowledgement() ? 1 : 0;
                ownSegmentsCut += packet.isAcknowledgement() ? 0 : 1;
                ownSynsCut += packet.isRequest() ? 1 : 0;
            }
        }
        if (packet.isRequest()) {
            synsLost++;
        }
        packet.lost(why);
    }

    /** Counts what a disturbance did to a packet. */
    void count(NetPacket packet, Packet.Effect effect) {
        switch (effect) {
            case DELAYED -> segmentsExtraDelayed += packet.isAcknowledgement() ? 0 : 1;
            case STALLED -> segmentsStalled += packet.isAcknowledgement() ? 0 : 1;
            case DUPLICATED -> {
                segmentsSent++;
                bytesSent += packet.bytes();
                datagrams.count(effect);
            }
            case LOST -> {
                if (packet instanceof Datagram) {
                    datagrams.count(effect);
                }
            }
            case CORRUPTED, REORDERED -> datagrams.count(effect);
        }
    }

    void countRequestDropped() {
        synsLost++;
    }

    void countRefused() {
        refused++;
    }

    void countReset() {
        resets++;
    }

    // ---- faults and settings

    /** Returns who has cut it. */
    public Cuts cuts() {
        return cuts;
    }

    public void setStalled(boolean on) {
        stalled = on;
        release();
    }

    /** Sends on, in order, what waits without a reason to. */
    void release() {
        for (int left = waiting.size(); left > 0; left--) {
            NetPacket packet = waiting.remove();
            if (cuts.isCut()) {
                lose(packet, cuts.lost());
            } else if (stalled || packet.isHeldBack()) {
                waiting.add(packet);
            } else {
                launch(packet);
            }
        }
    }

    /** Takes back what a machine has not sent yet when it loses its power. */
    void drop() {
        waiting.clear();
        disturbances.drop();
    }

    public void setLatency(Distribution next) {
        latency = next;
    }

    public void setExtraLatency(@Nullable Distribution next) {
        extraLatency = next;
    }

    public void setBytesPerSecond(long next) {
        ownBytesPerSecond = next;
        bytesPerSecond = next;
        busyUntilNanos = 0;
    }

    /** Takes over what the plan of the network says of it, null for nothing. */
    void plan(Network.@Nullable LinkSpec spec) {
        planned = spec;
        if (ownBytesPerSecond == 0) {
            bytesPerSecond = spec == null ? Network.LinkSpec.USUAL_BYTES_PER_SECOND : spec.bytesPerSecond();
        }
    }

    private Distribution usualLatency() {
        if (latency != null) {
            return latency;
        }
        return planned != null ? planned.latency() : topology.latency();
    }

    /** Returns how long a packet without data takes by the latency of the link. */
    long sampleNanos() {
        return usualLatency().sample(rng) + (extraLatency != null ? extraLatency.sample(rng) : 0);
    }

    /** Returns how long a packet without data takes that is sent now; -1 if it does not come at all. */
    public long echoNanos() {
        long nanos = sampleNanos();
        Echo echo = new Echo(scheduler.nowNanos());
        disturbances.send(echo);
        return cuts.isCut() || stalled || !echo.hasDeparted() ? -1 : nanos + echo.addedNanos();
    }

    public LinkCounters counters() {
        return new LinkCounters(
                from.node.name(),
                to.node.name(),
                segmentsSent,
                segmentsDelivered,
                segmentsCut,
                segmentsLost,
                segmentsVanished,
                segmentsStalled,
                segmentsExtraDelayed,
                acknowledgementsSent,
                acknowledgementsLost,
                synsLost,
                refused,
                resets,
                bytesSent,
                bytesDelivered,
                datagrams.allLost(),
                datagrams.allDuplicated(),
                datagrams.allReordered(),
                datagrams.allCorrupted(),
                new LinkCounters.ByLink(
                        ownSegmentsCut,
                        ownAcknowledgementsCut,
                        ownSynsCut,
                        ownSegmentsStalled,
                        ownSegmentsDelayed,
                        datagrams.lost(),
                        datagrams.duplicated(),
                        datagrams.reordered()));
    }
}
