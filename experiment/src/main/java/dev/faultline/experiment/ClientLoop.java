package dev.faultline.experiment;

import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One client of a workload, in a thread of its own: it asks for one thing after the other until the time is up, waits
 * until the system has been healed, and reads every key once more.
 */
final class ClientLoop implements Runnable {
    private static final long RETRY_MILLIS = 250;

    private final int number;
    private final WorkloadPlan plan;
    private final ClientSource source;
    private final HistoryRecorder recorder;
    private final Rng rng;
    private final Map<String, String> lastSeen = new HashMap<>();

    private @Nullable Client client;
    private int process;
    private int values;

    /** Makes clients. */
    @FunctionalInterface
    interface ClientSource {
        Client create() throws ReflectiveOperationException;
    }

    ClientLoop(int number, WorkloadPlan plan, long seed, ClientSource source, HistoryRecorder recorder) {
        this.number = number;
        this.plan = plan;
        this.source = source;
        this.recorder = recorder;
        process = number;
        rng = Rng.fork(seed, "client " + number);
    }

    @Override
    public void run() {
        try {
            while (plan.nowNanos() < plan.endNanos()) {
                perform(nextRequest());
                pause(plan.thinkNanos() == 0 ? 0 : (long) (-Math.log(1 - rng.unit()) * plan.thinkNanos()));
            }
            pause(plan.finalReadsNanos() - plan.nowNanos());
            for (String key : plan.keys()) {
                readFinally(key);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private Request nextRequest() {
        List<String> keys = plan.keys();
        String key = keys.get(rng.below(keys.size()));
        int die = rng.below(plan.readWeight() + plan.writeWeight() + plan.casWeight());
        if (die < plan.readWeight()) {
            return new Request.Read(key);
        }
        String expected = lastSeen.get(key);
        if (die < plan.readWeight() + plan.writeWeight() || expected == null) {
            return new Request.Write(key, nextValue());
        }
        return new Request.Cas(key, expected, nextValue());
    }

    /** No two writes of a run write the same value: a read tells which write it saw. */
    private String nextValue() {
        return number + "." + values++;
    }

    private boolean perform(Request request) throws InterruptedException {
        Client open = connected();
        if (open == null) {
            pause(RETRY_MILLIS * 1_000_000);
            return false;
        }
        recorder.invoke(process, request);
        Reply reply;
        try {
            reply = open.invoke(request);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            reply = new Reply.Unknown(String.valueOf(e));
            disconnect();
        }
        if (request instanceof Request.Read && reply instanceof Reply.Unknown unknown) {
            reply = new Reply.Fail(unknown.reason()); // whatever happened to it, it changed nothing
        }
        recorder.complete(process, request, reply);
        switch (reply) {
            case Reply.Ok(String value)
            when request instanceof Request.Read && value != null -> lastSeen.put(request.key(), value);
            case Reply.Ok ok -> {}
            case Reply.Fail fail -> lastSeen.remove(request.key());
            // Whatever the old process asked for may still happen, so the client goes on under another name.
            case Reply.Unknown unknown -> process += plan.clients();
        }
        return reply instanceof Reply.Ok;
    }

    private void readFinally(String key) throws InterruptedException {
        while (plan.nowNanos() < plan.limitNanos()) {
            if (perform(new Request.Read(key))) {
                return;
            }
            pause(RETRY_MILLIS * 1_000_000);
        }
    }

    private @Nullable Client connected() throws InterruptedException {
        if (client != null) {
            return client;
        }
        try {
            Client opening = source.create();
            client = opening;
            opening.open(plan.context(number));
            return opening;
        } catch (InterruptedException e) {
            throw e;
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("the client class cannot be used: " + e, e);
        } catch (Exception e) {
            disconnect();
            return null;
        }
    }

    private void disconnect() {
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

    private static void pause(long nanos) throws InterruptedException {
        if (nanos > 0) {
            Thread.sleep(Duration.ofNanos(nanos));
        }
    }
}
