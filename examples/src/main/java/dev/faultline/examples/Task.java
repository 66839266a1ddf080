package dev.faultline.examples;

import java.io.IOException;

/** The body of a thread. */
public interface Task {
    /** Runs until there is nothing left to do, as a rule for ever; what it throws ends the process. */
    void run() throws IOException, InterruptedException;

    /** Starts a thread. A server with a dead thread would be half alive; a dead one is something the others survive. */
    static void spawn(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (Throwable e) {
                        System.out.println(name + " failed: " + e);
                        System.exit(1);
                    }
                },
                name);
        thread.start();
    }
}
