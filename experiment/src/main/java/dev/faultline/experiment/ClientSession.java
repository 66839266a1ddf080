package dev.faultline.experiment;

import dev.faultline.workload.Client;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import dev.faultline.workload.UnsupportedRequestException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client of a workload and its connection to the system: carries requests out, writes them down, and opens a fresh
 * client where the old one is of no more use.
 */
final class ClientSession {
    static final long RETRY_NANOS = 250_000_000;

    private final int number;
    private final WorkloadPlan plan;
    private final ClientSource source;
    private final HistoryRecorder recorder;
    private @Nullable Client client;
    private @Nullable String through;
    private int process;

    /** Makes clients. */
    @FunctionalInterface
    interface ClientSource {
        Client create();
    }

    ClientSession(int number, WorkloadPlan plan, ClientSource source, HistoryRecorder recorder) {
        this.number = number;
        this.plan = plan;
        this.source = source;
        this.recorder = recorder;
        process = number;
    }

    /** Returns under which name the client works now. */
    int process() {
        return process;
    }

    /** Returns whether there is a connection; tries to make one. */
    boolean connect() throws InterruptedException {
        if (client != null) {
            return true;
        }
        Client opening = source.create();
        if (through != null && !opening.goThrough(through)) {
            throw new IllegalStateException("the client can go through " + through + " at one time and not at another");
        }
        client = opening;
        int attempt = recorder.connecting();
        try {
            opening.open(plan.context(number));
            recorder.connected(attempt);
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (LinkageError e) {
            throw unusable(e);
        } catch (Exception e) {
            recorder.couldNotConnect(attempt, e);
            disconnect();
            return false;
        }
    }

    /** Returns whether the client leaves the choice of the node to its caller. */
    boolean canGoThrough(String node) {
        return source.create().goThrough(node);
    }

    /** Sends every request to this node from now on, over a connection of its own. */
    void goThrough(String node) {
        disconnect();
        through = node;
    }

    /** Carries the request out; must be {@linkplain #connect connected}. */
    Reply perform(Request request) throws InterruptedException {
        Client open = client;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        recorder.invoke(process, request, open.target());
        Reply reply;
        boolean usable = true;
        try {
            reply = open.invoke(request);
        } catch (InterruptedException | UnsupportedRequestException e) {
            throw e;
        } catch (Exception e) {
            usable = false;
            reply = new Reply.Unknown(String.valueOf(e));
        }
        Optional<String> answerer = reply instanceof Reply.Unknown ? Optional.empty() : open.answeredBy();
        if (!request.changes() && !(request instanceof Request.Poll) && reply instanceof Reply.Unknown(String reason)) {
            reply = new Reply.Fail(reason); // whatever happened to it, it changed nothing
        }
        recorder.complete(process, request, reply, answerer);
        if (reply instanceof Reply.Unknown) {
            // Whatever the old process asked for may still happen, so the client goes on under another name.
            process += plan.spec().clients();
        }
        if (!usable) {
            disconnect();
        }
        return reply;
    }

    private static IllegalStateException unusable(Throwable why) {
        return new IllegalStateException("the client class cannot be used: " + why, why);
    }

    void disconnect() {
        Client open = client;
        client = null;
        if (open != null) {
            try {
                open.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception ignored) {
                // It is given up anyway.
            }
        }
    }

    static void pause(long nanos) throws InterruptedException {
        if (nanos > 0) {
            Thread.sleep(Duration.ofNanos(nanos));
        }
    }
}
