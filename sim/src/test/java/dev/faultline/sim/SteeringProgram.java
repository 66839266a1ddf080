package dev.faultline.sim;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Threads that come to a method, each with its name, and one that polls with a time limit. */
public final class SteeringProgram {
    private SteeringProgram() {}

    private static void step(String name) {
        System.out.println(name + " passed");
    }

    public static void main(String[] names) throws InterruptedException {
        for (String name : names) {
            Thread.ofPlatform().name(name).start(() -> {
                step(name);
                step(name + " again");
            });
        }
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        String found = queue.poll(10, TimeUnit.SECONDS);
        System.out.println("waited, and found " + found);
    }
}
