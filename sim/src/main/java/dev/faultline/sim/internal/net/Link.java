package dev.faultline.sim.internal.net;

import dev.faultline.sim.Cause;
import dev.faultline.sim.DatagramFaults;
import dev.faultline.sim.Distribution;
import dev.faultline.sim.LinkCounters;
import dev.faultline.sim.Rng;
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

    private @Nullable Distribution latency;
    private @Nullable Distribution extraLatency;
    private long bytesPerSecond;
    private long busyUntilNanos;
    private boolean cut;
    private boolean stalled;
    private final ArrayDeque<NetPacket> waiting = new ArrayDeque<>();
    /** The event that cut it last. */
    private Cause cutCause = Cause.NONE;
    /** The event that healed it last. */
    private Cause healedCause = Cause.NONE;

    private long segmentsSent;
    private long segmentsDelivered;
    private long segmentsCut;
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

    Link(NetTopology topology, NetStack from, NetStack to, long seed) {
        this.topology = topology;
        this.from = from;
        this.to = to;
        scheduler = topology.scheduler();
        rng = Rng.fork(seed, "network link " + from.node.name() + ">" + to.node.name());
        datagrams = new DatagramLine(this, seed, isLoopback() ? DatagramFaults.NONE : topology.datagramFaults());
        if (isLoopback()) {
            latency = LOOPBACK;
        }
        bytesPerSecond = isLoopback() ? UNLIMITED : topology.bytesPerSecond();
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
        if (cut) {
            lose(packet);
        } else if (stalled || packet.isHeldBack()) {
            segmentsStalled += packet.isAcknowledgement() ? 0 : 1;
            packet.cause = scheduler.cause();
            waiting.add(packet);
        } else {
            launch(packet);
        }
    }

    private void launch(NetPacket packet) {
        long now = scheduler.nowNanos();
        long departure = now;
        if (bytesPerSecond != UNLIMITED && packet.bytes() > 0) {
            busyUntilNanos = Math.max(busyUntilNanos, now) + packet.bytes() * SECOND_NANOS / bytesPerSecond;
            departure = busyUntilNanos;
        }
        departure += (latency != null ? latency : topology.latency()).sample(rng);
        if (extraLatency != null) {
            departure += extraLatency.sample(rng);
            segmentsExtraDelayed += packet.isAcknowledgement() ? 0 : 1;
        }
        var _ = scheduler.after(packet.arrivalNanos(departure) - now, packet);
    }

    /** Called by the packet's timer. */
    void arrived(NetPacket packet) {
        scheduler.join(packet.cause);
        packet.cause = Cause.NONE;
        if (cut || to.isDown()) {
            lose(packet);
            return;
        }
        if (!packet.isAcknowledgement()) {
            segmentsDelivered++;
            bytesDelivered += packet.bytes();
        }
        packet.delivered();
    }

    private void lose(NetPacket packet) {
        if (packet.isAcknowledgement()) {
            acknowledgementsLost++;
        } else if (cut) {
            segmentsCut++;
        } else {
            segmentsVanished++;
        }
        if (packet.isRequest()) {
            synsLost++;
        }
        packet.lost(cut);
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

    public boolean isCut() {
        return cut;
    }

    Cause cutCause() {
        return cutCause;
    }

    Cause healedCause() {
        return healedCause;
    }

    public void setCut(boolean on, Cause cause) {
        cut = on;
        if (on) {
            cutCause = cause;
        } else {
            healedCause = cause;
        }
    }

    public boolean isStalled() {
        return stalled;
    }

    public void setStalled(boolean on) {
        stalled = on;
        release();
    }

    /** Sends on, in order, what waits without a reason to. */
    void release() {
        for (int left = waiting.size(); left > 0; left--) {
            NetPacket packet = waiting.remove();
            if (cut) {
                lose(packet);
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
    }

    public void setLatency(Distribution next) {
        latency = next;
    }

    public void setExtraLatency(@Nullable Distribution next) {
        extraLatency = next;
    }

    public void setBytesPerSecond(long next) {
        bytesPerSecond = next;
        busyUntilNanos = 0;
    }

    /** Returns how long a packet without data would take now. */
    public long sampleNanos() {
        return (latency != null ? latency : topology.latency()).sample(rng)
                + (extraLatency != null ? extraLatency.sample(rng) : 0);
    }

    public LinkCounters counters() {
        return new LinkCounters(
                from.node.name(),
                to.node.name(),
                segmentsSent,
                segmentsDelivered,
                segmentsCut,
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
                datagrams.lost(),
                datagrams.duplicated(),
                datagrams.reordered());
    }
}
