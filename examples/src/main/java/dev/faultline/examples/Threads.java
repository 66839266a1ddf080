package dev.faultline.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** The threads of a server. Half alive it would be of no use; a dead one is something the others survive. */
public final class Threads {
    private static final int BACKLOG = 64;

    private Threads() {}

    /** A body of a thread; an exception that it does not handle ends the process. */
    public interface Task {
        /** Runs until it is done, if ever. */
        void run() throws IOException, InterruptedException;
    }

    /** Serves one accepted connection until it ends. */
    public interface Service {
        /** Serves it; an IOException ends the connection only. */
        void serve(Socket socket) throws IOException;
    }

    /** Starts a thread. */
    public static void spawn(String name, Task task) {
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

    /**
     * Accepts connections, each of which gets a thread.
     *
     * @param kind of connection, in the names of the threads
     * @param idleMillis after which a connection on which nothing comes is given up
     */
    public static void listen(String kind, String host, int port, int idleMillis, Service service) throws IOException {
        ServerSocket server = new ServerSocket(port, BACKLOG, InetAddress.getByName(host));
        spawn(kind + "-accept", () -> {
            for (long number = 1; ; number++) {
                Socket socket = server.accept();
                spawn(kind + "-" + number, () -> {
                    try (socket) {
                        socket.setTcpNoDelay(true);
                        socket.setSoTimeout(idleMillis);
                        service.serve(socket);
                    } catch (IOException disconnected) {
                        // The other side connects again when it wants to.
                    }
                });
            }
        });
    }
}
