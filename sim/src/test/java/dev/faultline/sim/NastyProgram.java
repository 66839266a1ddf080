package dev.faultline.sim;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Twelve threads that use whatever could make two runs differ: monitors, timed waits, locks, random sleeps, sockets,
 * identity hashes, and the order of hash maps.
 */
final class NastyProgram {
    private static final int THREADS = 12;
    private static final int ROUNDS = 12;
    private static final int PORT = 4000;

    private final Object monitor = new Object();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Object, Integer> identities = new IdentityHashMap<>();
    private final Map<String, Integer> names = new HashMap<>();
    private final ConcurrentHashMap<UUID, String> shared = new ConcurrentHashMap<>();
    private final CountDownLatch listening = new CountDownLatch(1);

    private NastyProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        new NastyProgram().run();
    }

    private void run() throws InterruptedException {
        Thread server = new Thread(this::serve, "server");
        server.setDaemon(true);
        server.start();
        listening.await();
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            int kind = i;
            threads[i] = new Thread(() -> work(kind));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(identities.size() + " " + names + " " + shared.size() + " " + System.nanoTime());
    }

    private void serve() {
        try (ServerSocket listener = new ServerSocket(PORT)) {
            listening.countDown();
            while (true) {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            new DataOutputStream(socket.getOutputStream()).writeLong(in.readLong() + 1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void work(int kind) {
        Random random = new Random();
        try {
            for (int i = 0; i < ROUNDS; i++) {
                switch (kind % 4) {
                    case 0 -> useMonitor(random);
                    case 1 -> useLock(random);
                    case 2 -> useSocket(random.nextLong());
                    default -> {
                        Thread.sleep(0, 1 + random.nextInt(999_999));
                        shared.put(UUID.randomUUID(), Thread.currentThread().getName());
                    }
                }
            }
        } catch (InterruptedException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void count(String name) {
        names.merge(name, 1, Integer::sum);
    }

    private void useMonitor(Random random) throws InterruptedException {
        synchronized (monitor) {
            identities.put(new Object(), 1);
            if (random.nextBoolean()) {
                monitor.wait(1 + random.nextInt(3));
            } else {
                monitor.notify();
            }
            for (Object object : identities.keySet()) {
                if ((object.hashCode() & 7) == 0) {
                    Thread.yield();
                }
            }
        }
        count("monitor");
    }

    private void useLock(Random random) throws InterruptedException {
        lock.lock();
        try {
            if (random.nextInt(3) == 0) {
                changed.signalAll();
            } else {
                changed.await(random.nextInt(2_000), TimeUnit.MICROSECONDS);
            }
        } finally {
            lock.unlock();
        }
        count("lock");
    }

    private void useSocket(long number) throws IOException {
        try (Socket socket = new Socket("localhost", PORT)) {
            new DataOutputStream(socket.getOutputStream()).writeLong(number);
            if (new DataInputStream(socket.getInputStream()).readLong() != number + 1) {
                throw new IllegalStateException("wrong answer");
            }
        }
        count("socket");
    }
}
