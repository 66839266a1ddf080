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
    private final List<String> keys;
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
        keys = plan.spec().keyNames();
        process = number;
        rng = Rng.fork(seed, "client " + number);
    }

    @Override
    public void run() {
        try {
            while (plan.nowNanos() < plan.endNanos()) {
                perform(nextRequest());
                long think = plan.spec().thinkTime().toNanos();
                pause(think == 0 ? 0 : (long) (-Math.log(1 - rng.unit()) * think));
            }
            if (plan.spec().finalReads()) {
                pause(plan.finalReadsNanos() - plan.nowNanos());
                readAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private Request nextRequest() {
        WorkloadSpec spec = plan.spec();
        String key = keys.get(rng.below(keys.size()));
        int die = rng.below(100);
        if (spec.isOfLogs()) {
            return die < spec.sends() ? new Request.Send(key, nextValue()) : new Request.Poll();
        }
        if (die < spec.reads()) {
            return new Request.Read(key);
        }
        String expected = lastSeen.get(key);
        if (die < spec.reads() + spec.writes() || expected == null) {
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
            when request instanceof Request.Read(String key) && value != null -> lastSeen.put(key, value);
            case Reply.Ok _, Reply.Records _ -> {}
            case Reply.Fail _ -> forget(request.key());
            // Whatever the old process asked for may still happen, so the client goes on under another name.
            case Reply.Unknown unknown -> process += plan.spec().clients();
        }
        return reply instanceof Reply.Ok || reply instanceof Reply.Records;
    }

    private void forget(@Nullable String key) {
        if (key != null) {
            lastSeen.remove(key);
        }
    }

    private void readAll() throws InterruptedException {
        if (plan.spec().isOfLogs()) {
            performFinally(new Request.Poll());
        }
        for (String key : keys) {
            performFinally(new Request.Read(key));
        }
    }

    private void performFinally(Request request) throws InterruptedException {
        while (plan.nowNanos() < plan.limitNanos()) {
            if (perform(request)) {
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
            recorder.couldNotConnect(e);
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
