package dev.faultline.sim.internal.net;

import dev.faultline.sim.Cause;
import dev.faultline.sim.internal.disturbance.Lost;
import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.kernel.Timer;
import org.jspecify.annotations.Nullable;

/**
 * When a stream sends again what was lost: after 200 ms, then 400 ms, and so on up to every 10 s, until the connection is
 * given up (RFC 6298 with the constants of Linux, but for the cap, which is 120 s there).
 *
 * <p>The simulator knows which packets are lost, so a timer is set only after a loss; a stream that loses nothing costs
 * nothing here.
 */
final class StreamRetransmission {
    private static final long FIRST_NANOS = 200_000_000L;
    private static final long CAP_NANOS = 10_000_000_000L;
    /** How often a socket that its process has closed tries (tcp_orphan_retries). */
    private static final int ORPHAN_ATTEMPTS_MAX = 8;

    private final StreamEnd end;
    private final StreamSender sender;
    private @Nullable Timer timer;
    private boolean underWay;
    private int attempts;
    private long firstLossNanos = -1;
    /** Why data did not come through for the first time; null if it was not for the network's sake. */
    private @Nullable Lost held;

    StreamRetransmission(StreamEnd end, StreamSender sender) {
        this.end = end;
        this.sender = sender;
    }

    /** Returns whether something was lost and not yet made good; nothing new is sent meanwhile. */
    boolean isUnderWay() {
        return underWay;
    }

    /** Called when the answer to a packet of this stream was lost, or one that opens it. */
    void answerLost() {
        lost(null);
    }

    /** Called when data of this stream was lost. */
    void dataLost(Lost why) {
        lost(why.isByNetwork() ? why : null);
    }

    private void lost(@Nullable Lost data) {
        if (timer != null || end.isGone()) {
            return;
        }
        underWay = true;
        Scheduler scheduler = end.scheduler();
        if (firstLossNanos < 0) {
            firstLossNanos = scheduler.nowNanos();
        }
        Cause before = scheduler.cause();
        if (data != null && held == null) {
            held = data;
            scheduler.join(data.cause());
            scheduler.setCause(
                    end.path.record("MessageHeld", "connection", end.path.connection(), "to", end.path.remoteName()));
        }
        timer = scheduler.after(Math.min(FIRST_NANOS << Math.min(attempts, 16), CAP_NANOS), this::fire);
        scheduler.setCause(before);
    }

    private void fire() {
        timer = null;
        if (end.isGone()) {
            return;
        }
        attempts++;
        long waited = end.scheduler().nowNanos() - firstLossNanos;
        if (waited > end.stack.topology.giveUpNanos() || (end.isOrphan() && attempts > ORPHAN_ATTEMPTS_MAX)) {
            end.fail("Connection timed out");
            return;
        }
        if (held != null && held.why() == Lost.Why.CUT) {
            end.scheduler().join(end.path.link().cuts().healedCause());
        }
        if (end.isRequested()) {
            end.resendAnswer();
            return;
        }
        if (sender.isDrained()) {
            underWay = false;
        }
        sender.resend();
    }

    /** Called when an answer shows that the path works again. */
    void succeeded() {
        stop();
        underWay = false;
        attempts = 0;
        firstLossNanos = -1;
        held = null;
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
