package dev.faultline.sim.internal.vm;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Takes the VM's unblocker thread out of the game.
 *
 * <p>When a monitor becomes free, the VM lists the virtual thread that may enter it, and a JDK thread named
 * {@code VirtualThread-unblocker} hands it to its scheduler: a race between that thread and ours. The remedy is a decoy.
 * It contends for a monitor, so the unblocker calls the decoy's scheduler, and that call never returns. From then on
 * only {@link Vm#releaseUnblocked}, called between two steps, reads the list.
 */
public final class Unblocker {
    private static boolean captured;

    private Unblocker() {}

    /** Captures the thread, once for the life of the JVM. */
    public static synchronized void capture() {
        if (captured) {
            return;
        }
        Object monitor = new Object();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch caught = new CountDownLatch(1);
        BlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
        Executor trap = turn -> {
            if (Thread.currentThread().getName().equals("VirtualThread-unblocker")) {
                caught.countDown();
                sleepForEver();
            }
            turns.add(turn);
        };
        Thread holder = new Thread(() -> {
            synchronized (monitor) {
                held.countDown();
                await(release);
            }
        });
        holder.setName("faultline-unblocker-bait");
        holder.setDaemon(true);
        holder.start();
        await(held);
        Thread decoy = Vm.newVirtualThread(trap, "faultline-unblocker-decoy", () -> {
            synchronized (monitor) {
                release.countDown();
            }
        });
        decoy.start();
        turns.remove().run();
        release.countDown();
        if (!await(caught)) {
            throw new IllegalStateException("the VM's unblocker thread could not be captured within 10 s");
        }
        captured = true;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void sleepForEver() {
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException ignored) {
                // Nobody has a reason to wake it; go on sleeping.
            }
        }
    }
}
