package dev.faultline.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a server does for those who connect to one of its ports. */
public interface Service {
    /** Serves one accepted connection until it ends. */
    void serve(Socket socket) throws IOException, InterruptedException;

    /** Gives the answer to a line; none if its fate is not known. */
    interface Answers {
        /** Returns the line to send back, or nothing, which ends the connection. */
        Optional<String> to(String line) throws InterruptedException;
    }

    /** Returns a service that answers lines by lines. */
    static Service ofLines(Answers answers) {
        return socket -> {
            LineReader in = new LineReader(socket.getInputStream());
            for (Optional<String> line = in.next(); line.isPresent(); line = in.next()) {
                Optional<String> answer = answers.to(line.get());
                if (answer.isEmpty()) {
                    return;
                }
                socket.getOutputStream().write((answer.get() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    /**
     * Listens on a port from now on, and serves each connection on a thread of its own.
     *
     * @param name with which the names of the threads begin
     * @param idleMillis after which a connection that says nothing is closed
     */
    default void listen(String name, String host, int port, int idleMillis) throws IOException {
        int backlog = 64;
        ServerSocket server = new ServerSocket(port, backlog, InetAddress.getByName(host));
        Task.spawn(name + "-accept", () -> {
            for (long number = 1; ; number++) {
                Socket socket = server.accept();
                Task.spawn(name + "-" + number, () -> {
                    try (socket) {
                        socket.setTcpNoDelay(true);
                        socket.setSoTimeout(idleMillis);
                        serve(socket);
                    } catch (IOException disconnected) {
                        // The other side connects again when it wants to.
                    }
                });
            }
        });
    }
}
