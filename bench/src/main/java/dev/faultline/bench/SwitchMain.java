package dev.faultline.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What a node runs to have its threads switched: {@code yield THREADS SWITCHES}, {@code park SWITCHES} or {@code create
 * THREADS}.
 */
public final class SwitchMain {
    private static final int BATCH = 100;

    private SwitchMain() {}

    /** Does the work and returns. */
    public static void main(String[] arguments) throws InterruptedException {
        switch (arguments[0]) {
            case "yield" -> yieldTurns(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            case "park" -> park(Integer.parseInt(arguments[1]));
            case "create" -> create(Integer.parseInt(arguments[1]));
            default -> throw new IllegalArgumentException("unknown work: " + arguments[0]);
        }
    }

    private static void yieldTurns(int threads, int switches) {
        int each = switches / threads;
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        for (int done = 0; done < each; done += BATCH) {
                            yieldTurns();
                        }
                    })
                    .start();
        }
    }

    /**
     * A method of its own, called anew for each batch: compiled code then runs it as soon as there is any. A loop of
     * thousands of turns in one frame would stay in the interpreter, and its frames are dear to put aside.
     */
    @SuppressWarnings("ThreadPriorityCheck") // giving up the turn is what is measured
    private static void yieldTurns() {
        for (int turn = 0; turn < BATCH; turn++) {
            Thread.yield();
        }
    }

    private static void park(int switches) {
        PingPong game = new PingPong(switches / 2);
        game.start();
    }

    /** Makes, starts and joins threads; the same work in a node and outside. */
    static void create(int threads) throws InterruptedException {
        for (int made = 0; made < threads; made += BATCH) {
            List<Thread> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                Thread thread = new Thread(() -> {});
                batch.add(thread);
                thread.start();
            }
            for (Thread thread : batch) {
                thread.join();
            }
        }
    }

    /** Two threads that wake each other in turn. */
    private static final class PingPong {
        private final Thread[] players = new Thread[2];
        private volatile int turn;

        PingPong(int rounds) {
            for (int i = 0; i < 2; i++) {
                int me = i;
                players[i] = new Thread(() -> play(me, rounds));
            }
        }

        void start() {
            players[0].start();
            players[1].start();
        }

        private void play(int me, int rounds) {
            for (int round = 0; round < rounds; round++) {
                while (turn != me) {
                    LockSupport.park(this);
                }
                turn = 1 - me;
                LockSupport.unpark(players[1 - me]);
            }
        }
    }
}
