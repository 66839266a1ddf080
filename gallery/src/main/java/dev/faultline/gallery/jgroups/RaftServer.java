package dev.faultline.gallery.jgroups;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jgroups.JChannel;
import org.jgroups.raft.RaftHandle;

/**
 * A member of the group. Arguments: the file that configures the channel, the member's name, the port for clients.
 *
 * <p>Reads are entries of the log like all else, so that they are linearizable.
 */
public final class RaftServer {
    private static final int REPLY_SECONDS = 4;
    private static final int REJOIN_MILLIS = 1_000;

    private final RaftHandle raft;

    private RaftServer(RaftHandle raft) {
        this.raft = raft;
    }

    /** Serves until the process ends. */
    public static void main(String[] arguments) throws Exception {
        RaftServer server = new RaftServer(join(arguments[0], arguments[1]));
        try (ServerSocket listener = new ServerSocket(Integer.parseInt(arguments[2]))) {
            while (true) {
                Socket socket = listener.accept();
                Thread thread = new Thread(() -> server.serve(socket), "client of " + arguments[1]);
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    /**
     * Joins the group; tries again as long as the group refuses, because it still holds the member to be the one that it
     * was before a restart. Whatever else fails, such as reading its own log, ends the process: a channel that did not come
     * up leaves its ports taken, and whoever runs the process may start it again.
     */
    private static RaftHandle join(String configuration, String name) throws Exception {
        while (true) {
            JChannel channel = new JChannel(configuration).name(name);
            RaftHandle raft = new RaftHandle(channel, new Registers()).raftId(name);
            try {
                channel.connect("registers");
                return raft;
            } catch (SecurityException e) {
                System.err.println("cannot join, trying again: " + e);
                channel.close();
                Thread.sleep(REJOIN_MILLIS);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String answer = raft.leader() == null ? "unavailable" : agree(line);
                socket.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // The client is gone.
        } catch (Exception e) {
            // What came of the request is not known, and no answer says just that.
            System.err.println("no agreement: " + e);
        }
    }

    private String agree(String line) throws Exception {
        byte[] command = line.getBytes(StandardCharsets.UTF_8);
        byte[] answer = raft.set(command, 0, command.length, REPLY_SECONDS, TimeUnit.SECONDS);
        return new String(answer, StandardCharsets.UTF_8);
    }
}
