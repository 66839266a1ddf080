package dev.faultline.experiment;

import dev.faultline.workload.Completion;
import dev.faultline.workload.Generator;
import dev.faultline.workload.Keys;
import dev.faultline.workload.MicroOperation;
import dev.faultline.workload.Next;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import dev.faultline.workload.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * A generator and the clients that do together what it says; counts what they ask. Used by one thread at a time, in the order of the run.
 */
final class Asking {
    /** What the steps of transactions are called among the shares. */
    private static final Map<String, String> WORDS = Map.of(MicroOperation.READ, "read", MicroOperation.WRITE, "write");

    /** So many marks may come between two requests. */
    private static final int MARKS_MOST = 1_000;
    /** So often may a client be told to wait, and others be woken by that, between two requests. */
    private static final int MOVES_MOST = 100_000;

    private final Generator generator;
    private final WorkloadPlan plan;
    private final HistoryRecorder recorder;
    private final Keys keys;
    /** Clients that have a time to come back at, and those that have none. */
    private final List<Thread> resting = new ArrayList<>();

    private final List<Thread> waiting = new ArrayList<>();
    private final Map<String, Integer> byFunction = new LinkedHashMap<>();
    private final Map<String, Integer> byKey = new LinkedHashMap<>();
    private int ofKeys;
    private int conflicts;
    private long characters;
    private int texts;
    private int marks;
    private int moves;
    /** How often those who wait were woken. */
    private long wakings;

    Asking(Generator generator, WorkloadPlan plan, Keys keys, HistoryRecorder recorder) {
        this.generator = generator;
        this.plan = plan;
        this.keys = keys;
        this.recorder = recorder;
    }

    /** How a client fared that asked for something to do. */
    enum Step {
        /** It asked the system, and was answered ok. */
        OK,
        /** It asked the system, and was not. */
        NOT_OK,
        /** It waited. */
        WAITED,
        /** There is nothing more to do. */
        OVER
    }

    /** Lets a connected client do the next thing, until that time at the latest if it is to wait. */
    Step step(int client, ClientSession session, long endNanos) throws InterruptedException {
        Turn turn = new Turn(client, session.process(), plan.spec().clients(), plan.nowNanos());
        long wakingsBefore = wakings;
        Next next = Objects.requireNonNull(generator.next(turn), "the generator of the workload returned null");
        if (next instanceof Next.Ask) {
            marks = 0;
            moves = 0;
        }
        marks += next instanceof Next.Mark ? 1 : 0;
        moves += next instanceof Next.Waiting(boolean moved) && moved ? 1 : 0;
        if (marks > MARKS_MOST || moves > MOVES_MOST) {
            throw new IllegalStateException("the generator of the workload "
                    + (marks > MARKS_MOST ? "makes marks" : "lets clients wait and says that it has moved,")
                    + " and asks for nothing");
        }
        if (!(next instanceof Next.Waiting(boolean moved)) || moved) {
            // The generator may have come to what others have to do.
            wakings++;
            wake(waiting);
        }
        switch (next) {
            case Next.Ask(Request request) -> {
                count(client, request);
                Reply reply = session.perform(request);
                keys.over(client);
                generator.completed(new Completion(turn, request, reply, plan.nowNanos()));
                wakings++;
                wake(waiting);
                wake(resting);
                return reply.isOk() ? Step.OK : Step.NOT_OK;
            }
            case Next.Later(long atNanos) -> {
                if (atNanos <= turn.nowNanos()) {
                    throw new IllegalStateException("the generator of the workload wants to be asked again at "
                            + atNanos + " ns, and that time is over");
                }
                await(resting, Math.min(atNanos, endNanos));
                return Step.WAITED;
            }
            case Next.Waiting _ -> {
                if (wakings == wakingsBefore) { // else somebody came between, while the generator was thinking
                    await(waiting, endNanos);
                }
                return Step.WAITED;
            }
            case Next.Mark(String name) -> {
                recorder.mark(name);
                wake(resting);
                return Step.WAITED;
            }
            case Next.Over _ -> {
                return Step.OVER;
            }
        }
    }

    private static void wake(List<Thread> clients) {
        clients.forEach(LockSupport::unpark);
        clients.clear();
    }

    /** Waits among these until that time, or until they are woken. */
    private void await(List<Thread> others, long untilNanos) throws InterruptedException {
        long pause = untilNanos - plan.nowNanos();
        if (pause > 0) {
            others.add(Thread.currentThread());
            LockSupport.parkNanos(this, pause);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void count(int client, Request request) {
        if (request instanceof Request.Transaction(String f, List<MicroOperation> steps) && f.equals("txn")) {
            for (MicroOperation step : steps) {
                byFunction.merge(WORDS.getOrDefault(step.f(), step.f()), 1, Integer::sum);
                countKey(client, step.key());
            }
            steps.forEach(step -> keys.asked(client, step.key()));
            return;
        }
        byFunction.merge(request.f(), 1, Integer::sum);
        String key = request.key();
        if (key != null) {
            countKey(client, key);
            keys.asked(client, key);
        }
        Object written = request.changes() ? request.argument() : null;
        if (written instanceof String value) {
            characters += value.length();
            texts++;
        }
    }

    private void countKey(int client, String key) {
        byKey.merge(key, 1, Integer::sum);
        ofKeys++;
        conflicts += keys.isInUse(key, client) ? 1 : 0;
    }

    /** Returns what was asked so far. */
    Produced produced() {
        return new Produced(
                plan.spec().requests().keyWords(),
                byFunction,
                byKey,
                ofKeys,
                conflicts,
                texts == 0 ? 0 : (double) characters / texts);
    }
}
