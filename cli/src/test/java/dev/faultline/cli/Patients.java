package dev.faultline.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Programs that the doctor is shown; a node runs them, each in its own loader. */
final class Patients {
    private Patients() {}

    /** Has threads, a clock and a socket, all of which are modelled. */
    static final class Healthy {
        private Healthy() {}

        public static void main(String[] arguments) throws Exception {
            Thread ticker = new Thread(() -> {
                for (int tick = 0; ; tick++) {
                    System.out.println(String.join(" ", arguments) + " tick " + tick);
                    try {
                        Thread.sleep(1_000);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
            ticker.start();
            try (ServerSocket listener = new ServerSocket(7000)) {
                listener.accept();
            }
        }
    }

    /** Tells how it was started. */
    static final class Configured {
        private Configured() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println(System.getenv("COLOUR") + " " + Files.readString(Path.of("/conf/app.yaml")) + " "
                    + System.getProperty("java.class.path"));
        }
    }

    /** Asks for what no simulated node has. */
    static final class Forbidden {
        private Forbidden() {}

        @SuppressWarnings("restricted") // to be refused is what the calls are for
        public static void main(String[] arguments) {
            try {
                new ProcessBuilder("ls").start();
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
            try {
                System.loadLibrary("mystery");
            } catch (UnsatisfiedLinkError e) {
                System.out.println(e.getMessage());
            }
            try {
                SocketChannel.open(StandardProtocolFamily.INET6);
            } catch (IOException | UnsupportedOperationException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** Reads the host's clock by an internal method of the JDK, and sleeps for as long as that says. */
    static final class Leaking {
        private Leaking() {}

        public static void main(String[] arguments) throws Exception {
            Class<?> vm = Class.forName("jdk.internal.misc.VM");
            long nanos =
                    (long) vm.getMethod("getNanoTimeAdjustment", long.class).invoke(null, 0L);
            Thread.sleep(0, (int) (nanos % 900_000));
            System.out.println("awake");
        }
    }

    /** Cannot start. */
    static final class Failing {
        private Failing() {}

        public static void main(String[] arguments) {
            throw new IllegalStateException("no configuration for " + System.getProperty("mode"));
        }
    }

    /** Loses its main thread, while another goes on. */
    static final class Headless {
        private Headless() {}

        public static void main(String[] arguments) {
            new Thread(() -> {
                        while (true) {
                            LockSupport.parkNanos(1_000_000_000);
                        }
                    })
                    .start();
            throw new IllegalStateException("port taken");
        }
    }

    /** Ends with a stack trace of many lines. */
    static final class FailingDeep {
        private FailingDeep() {}

        public static void main(String[] arguments) {
            down(50);
        }

        private static void down(int calls) {
            if (calls == 0) {
                throw new IllegalStateException("fifty calls down");
            }
            down(calls - 1);
        }
    }
}
