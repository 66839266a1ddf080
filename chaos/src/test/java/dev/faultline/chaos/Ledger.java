package dev.faultline.chaos;

import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Program;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/**
 * A program of its own, with methods that faults may strike: tells of each call what it returned, threw and took. Between two calls
 * it makes a page, if it may.
 */
public final class Ledger {
    /** With its header, 10,000 bytes. */
    private static final int PAGE = 9_984;

    private long sum;

    private Ledger() {}

    /** Adds to the sum, which takes no time. */
    synchronized long add(int number) throws IOException {
        sum += number;
        return sum;
    }

    /** Returns nothing that anybody needs. */
    synchronized String name() {
        return "ledger";
    }

    /** Runs in the class loader of its node. */
    public static void main(String[] arguments) throws InterruptedException {
        Ledger ledger = new Ledger();
        while (true) {
            long start = System.nanoTime();
            try {
                System.out.println("sum " + ledger.add(1));
                System.out.println("took " + (System.nanoTime() - start));
            } catch (IOException e) {
                System.out.println("threw 0 " + e);
            }
            System.out.println("named 0 " + ledger.name());
            try {
                System.out.println("page " + new byte[PAGE].length);
            } catch (OutOfMemoryError e) {
                System.out.println("short 0 " + e);
            }
            Thread.sleep(10);
        }
    }

    /** Returns a node that runs both this and the other program. */
    static NodeSpec node(String name, Program.Body other) {
        return NodeSpec.of(name, Program.code(() -> {
                    other.run();
                    Class<?> own = Class.forName(
                            Ledger.class.getName(), true, Thread.currentThread().getContextClassLoader());
                    new Thread(() -> {
                                try {
                                    own.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
                                } catch (ReflectiveOperationException e) {
                                    System.out.println("failed 0 " + e.getCause());
                                }
                            })
                            .start();
                }))
                .withClassPath(List.of(classes()));
    }

    /** Returns a node that runs this. */
    static NodeSpec node(String name) {
        return NodeSpec.of(name, Program.main(Ledger.class.getName())).withClassPath(List.of(classes()));
    }

    private static Path classes() {
        try {
            return Path.of(Ledger.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
