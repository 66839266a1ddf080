package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Expect.equal;
import static dev.faultline.sim.conformance.Expect.isTrue;
import static dev.faultline.sim.conformance.Expect.thrown;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files by which a Linux machine tells of itself. */
final class MachineCases {
    private static final List<Case> CASES = new ArrayList<>();
    private static final Path SELF = Path.of("/proc/self");

    static {
        processes();
        machine();
        signals();
    }

    private MachineCases() {}

    static List<Case> cases() {
        return List.copyOf(CASES);
    }

    private static void add(String area, String name, Case.Body body) {
        CASES.add(new Case(area, name, body));
    }

    private static long number(String text, String expression) {
        Matcher matcher = Pattern.compile(expression, Pattern.MULTILINE).matcher(text);
        isTrue(matcher.find(), expression + " in " + text);
        return Long.parseLong(matcher.group(1));
    }

    private static void processes() {
        add("the machine's files", "/proc/self is the process that asks", () -> {
            String own = Long.toString(ProcessHandle.current().pid());
            equal(Files.readSymbolicLink(SELF).toString(), own);
            equal(number(Files.readString(SELF.resolve("status")), "^Pid:\\s+(\\d+)$"), Long.parseLong(own));
            String stat = Files.readString(Path.of("/proc", own, "stat"));
            isTrue(stat.startsWith(own + " ("), stat);
            equal(stat.substring(stat.lastIndexOf(')') + 2).split(" ").length, 50);
        });
        add("the machine's files", "threads that are started are counted in /proc/self/status", () -> {
            String expression = "^Threads:\\s+(\\d+)$";
            long before = number(Files.readString(SELF.resolve("status")), expression);
            Thread[] threads = new Thread[50];
            Arrays.setAll(
                    threads,
                    i -> new Thread(() -> {
                        try {
                            Thread.sleep(60_000);
                        } catch (InterruptedException e) {
                            // it is to end
                        }
                    }));
            Arrays.stream(threads).forEach(Thread::start);
            long after = number(Files.readString(SELF.resolve("status")), expression);
            isTrue(after >= before + 40, "more threads, while the JVM's own come and go");
            for (Thread thread : threads) {
                thread.interrupt();
                thread.join();
            }
        });
        add("the machine's files", "files of /proc have contents but no size, and nobody can add one", () -> {
            Path status = SELF.resolve("status");
            equal(Files.size(status), 0L);
            equal(Files.isRegularFile(status), true);
            try (FileInputStream in = new FileInputStream("/proc/self/status")) {
                isTrue(new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("VmRSS:"), "memory is told");
            }
            isTrue(Files.readAllLines(SELF.resolve("cgroup")).size() > 0, "a control group");
            isTrue(Files.readString(SELF.resolve("mountinfo")).contains(" / / "), "the root is mounted");
            isTrue(Files.readString(SELF.resolve("maps")).contains("libjvm.so"), "the JVM is mapped");
            thrown(NoSuchFileException.class, () -> Files.size(Path.of("/proc/no-such")));
            isTrue(
                    thrownBy(() -> Files.createFile(Path.of("/proc/self/faultline"))) instanceof IOException,
                    "no file is made there");
        });
        add("the machine's files", "a file of /proc that is read again from its start has new contents", () -> {
            try (RandomAccessFile uptime = new RandomAccessFile("/proc/uptime", "r")) {
                double before = Double.parseDouble(uptime.readLine().split(" ")[0]);
                Thread.sleep(1_100);
                uptime.seek(0);
                isTrue(Double.parseDouble(uptime.readLine().split(" ")[0]) >= before + 1, "a second later");
            }
        });
    }

    private static Throwable thrownBy(Case.Body body) {
        try {
            body.run();
        } catch (Throwable e) {
            return e;
        }
        throw new AssertionError("nothing was thrown");
    }

    private static void machine() {
        add("the machine's files", "/proc tells of processors, memory and load", () -> {
            String processors = Files.readString(Path.of("/proc/cpuinfo"));
            long count = processors
                    .lines()
                    .filter(line -> line.startsWith("processor"))
                    .count();
            isTrue(count >= Runtime.getRuntime().availableProcessors(), "all of them are there");
            String memory = Files.readString(Path.of("/proc/meminfo"));
            long total = number(memory, "^MemTotal:\\s+(\\d+) kB$");
            isTrue(number(memory, "^MemAvailable:\\s+(\\d+) kB$") <= total, memory);
            isTrue(Files.readString(Path.of("/proc/loadavg")).matches("(\\d+\\.\\d\\d ){3}\\d+/\\d+ \\d+\n"), "load");
            isTrue(Files.readString(Path.of("/proc/stat")).contains("\nbtime "), "the start of the machine");
            isTrue(Files.readString(Path.of("/proc/mounts")).contains(" /proc proc "), "what is mounted");
            isTrue(number(Files.readString(Path.of("/proc/sys/net/core/somaxconn")), "(\\d+)") > 0, "a limit");
        });
        add("the machine's files", "/etc/hosts has localhost", () -> {
            isTrue(
                    Files.readAllLines(Path.of("/etc/hosts")).stream()
                            .anyMatch(line -> line.matches("127\\.0\\.0\\.1\\s+(.*\\s)?localhost(\\s.*)?")),
                    "it has");
        });
    }

    private static void signals() {
        add("signals", "a handler of a signal that is raised runs in a daemon thread of its own", () -> {
            var handled = new SynchronousQueue<String>();
            Class<?> signal = Class.forName("sun.misc.Signal"); // by name, as programs do: it is no supported class
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object usr2 = signal.getConstructor(String.class).newInstance("USR2");
            Object mine = Proxy.newProxyInstance(
                    MachineCases.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        Thread self = Thread.currentThread();
                        handled.put(self.getName() + " " + self.isDaemon() + " " + arguments[0]);
                        return null;
                    });
            signal.getMethod("handle", signal, handler).invoke(null, usr2, mine);
            signal.getMethod("raise", signal).invoke(null, usr2);
            equal(handled.take(), "SIGUSR2 handler true SIGUSR2");
            equal(
                    signal.getMethod("handle", signal, handler)
                            .invoke(null, usr2, handler.getField("SIG_DFL").get(null)),
                    mine);
        });
        add("signals", "a signal that the JVM needs itself has no other handler", () -> {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object segv = signal.getConstructor(String.class).newInstance("SEGV");
            Throwable thrown = thrownBy(() -> signal.getMethod("handle", signal, handler)
                    .invoke(null, segv, handler.getField("SIG_IGN").get(null)));
            equal(thrown.getCause().getMessage(), "Signal already used by VM or OS: SIGSEGV");
        });
    }
}
