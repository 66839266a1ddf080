package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Behaving.check;
import static dev.faultline.sim.conformance.Behaving.same;
import static dev.faultline.sim.conformance.Behaving.start;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.server.UnicastRemoteObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Class loaders of a program: what the JDK does with that of a thread, and those that the JVM calls. */
final class ClassLoaderCases {
    private ClassLoaderCases() {}

    private static Case of(String name, Case.Body body) {
        return new Case("threads", name, body);
    }

    static List<Case> cases() {
        return Stream.concat(ofThreads().stream(), calledByTheJvm().stream()).toList();
    }

    private static List<Case> calledByTheJvm() {
        return List.of(
                of("a class loader that the JVM calls waits for a monitor that another thread has", () -> {
                    Object monitor = new Object();
                    ClassLoader loader = new Busy(() -> {
                        synchronized (monitor) {
                            Thread.sleep(5);
                        }
                    });
                    same(2, notFoundBy("Missing", loader, "Absent", loader));
                }),
                of("two threads that need one class take their turns in its class loader", () -> {
                    ClassLoader loader = new Busy(() -> Thread.sleep(5));
                    same(2, notFoundBy("Missing", loader, "Missing", loader));
                }),
                of("a class loader that the JVM calls waits for a notice", () -> {
                    Object monitor = new Object();
                    boolean[] isThere = new boolean[1];
                    ClassLoader waiting = new Busy(() -> {
                        synchronized (monitor) {
                            while (!isThere[0]) {
                                monitor.wait();
                            }
                        }
                    });
                    ClassLoader giving = new Busy(() -> {
                        Thread.sleep(5);
                        synchronized (monitor) {
                            isThere[0] = true;
                            monitor.notifyAll();
                        }
                    });
                    same(2, notFoundBy("Missing", waiting, "Missing", giving));
                }));
    }

    /** Has two threads look for a class at once; returns how many do not find it. */
    private static int notFoundBy(String one, ClassLoader first, String other, ClassLoader second) throws Exception {
        AtomicInteger notFound = new AtomicInteger();
        Thread a = start(() -> notFound.addAndGet(isMissing(one, first) ? 1 : 0));
        Thread b = start(() -> notFound.addAndGet(isMissing(other, second) ? 1 : 0));
        a.join();
        b.join();
        return notFound.get();
    }

    private static boolean isMissing(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
            return false;
        } catch (ClassNotFoundException e) {
            return true;
        }
    }

    private static List<Case> ofThreads() {
        return List.of(
                of("services are looked for by the context class loader that was set last", () -> {
                    Thread current = Thread.currentThread();
                    ClassLoader before = current.getContextClassLoader();
                    List<String> asked = new ArrayList<>();
                    current.setContextClassLoader(new Asked(asked));
                    same(0L, ServiceLoader.load(Runnable.class).stream().count());
                    Thread child = start(() ->
                            same(0L, ServiceLoader.load(Runnable.class).stream().count()));
                    child.join();
                    current.setContextClassLoader(before);
                    same(0L, ServiceLoader.load(Runnable.class).stream().count());
                    same(
                            List.of("META-INF/services/java.lang.Runnable", "META-INF/services/java.lang.Runnable"),
                            asked);
                }),
                of("services are looked for by the context class loader that a subclass of Thread gives", () -> {
                    List<String> asked = new ArrayList<>();
                    Thread thread = new Thread(
                            () -> ServiceLoader.load(Runnable.class).stream().count()) {
                        @Override
                        public ClassLoader getContextClassLoader() {
                            return new Asked(asked);
                        }
                    };
                    thread.start();
                    thread.join();
                    same(List.of("META-INF/services/java.lang.Runnable"), asked);
                }),
                of("a remote call sees the context class loader of the thread that exported its object", () -> {
                    Thread current = Thread.currentThread();
                    ClassLoader before = current.getContextClassLoader();
                    ClassLoader own = new Asked(new ArrayList<>());
                    boolean[] seen = new boolean[1];
                    Ring ring = () -> seen[0] = Thread.currentThread().getContextClassLoader() == own;
                    current.setContextClassLoader(own);
                    Ring stub = (Ring) UnicastRemoteObject.exportObject(
                            ring,
                            0,
                            (host, port) -> new Socket(InetAddress.getLoopbackAddress(), port),
                            ServerSocket::new);
                    current.setContextClassLoader(before);
                    stub.ring();
                    UnicastRemoteObject.unexportObject(ring, true);
                    check(seen[0], "another");
                }));
    }

    /** Is busy with something before it does not find a class. */
    private static final class Busy extends ClassLoader {
        static {
            registerAsParallelCapable();
        }

        private final Case.Body work;

        Busy(Case.Body work) {
            super(null);
            this.work = work;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try {
                work.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            throw new ClassNotFoundException(name);
        }
    }

    /** What is called from afar. */
    public interface Ring extends Remote {
        /** Rings. */
        void ring() throws RemoteException;
    }

    /** Notes which services it is asked for, and has none. */
    private static final class Asked extends ClassLoader {
        private final List<String> asked;

        Asked(List<String> asked) {
            super(ClassLoaderCases.class.getClassLoader());
            this.asked = asked;
        }

        @Override
        public Enumeration<URL> getResources(String name) {
            asked.add(name);
            return Collections.emptyEnumeration();
        }
    }
}
