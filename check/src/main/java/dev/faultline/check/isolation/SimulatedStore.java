package dev.faultline.check.isolation;

import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** A store and its clients, event by event: invocation, snapshot, commit, completion. */
final class SimulatedStore {

    private static final int LONGEST_STEP = 1000;
    private static final int MOST_POWERS = 61;

    private enum Step {
        INVOKE,
        SNAPSHOT,
        COMMIT,
        COMPLETE
    }

    private final TransactionGenerator plan;
    private final SplittableRandom random;
    private final TransactionsBuilder builder;
    private final PriorityQueue<Long> events = new PriorityQueue<>();
    private final Client[] clients;
    private final Ints writesOf = new Ints(64);
    private final Ints lastCommit = new Ints(64);
    private long[][] contents = new long[64][];
    private int[] length = new int[64];
    private final int[] live;
    private long nextValue = 1;
    private int commits;
    private int position;

    private static final class Client {
        private int process;
        private Step step = Step.INVOKE;
        private int invokedAt;
        private int snapshotAt;
        private boolean committed;
        private int[] keys = {};
        private boolean[] write = {};
        private long[] value = {};
        private long[][] seen = {};
    }

    SimulatedStore(TransactionGenerator plan, SplittableRandom random) {
        this.plan = plan;
        this.random = random;
        builder = new TransactionsBuilder(plan.model());
        clients = new Client[plan.clients()];
        live = new int[plan.keys()];
        for (int i = 0; i < live.length; i++) {
            live[i] = newKey();
        }
        for (int c = 0; c < clients.length; c++) {
            clients[c] = new Client();
            clients[c].process = c;
            events.add(moment(0, c));
        }
    }

    Transactions run() {
        int begun = 0;
        for (Long event = events.poll(); event != null; event = events.poll()) {
            int c = (int) (event % clients.length);
            Client client = clients[c];
            long now = event / clients.length;
            switch (client.step) {
                case INVOKE -> {
                    if (begun++ >= plan.transactions()) {
                        continue;
                    }
                    invoke(client);
                    client.step = plan.store() == TransactionGenerator.Store.STRICT ? Step.COMMIT : Step.SNAPSHOT;
                }
                case SNAPSHOT -> {
                    look(client);
                    client.step = Step.COMMIT;
                }
                case COMMIT -> {
                    if (plan.store() == TransactionGenerator.Store.STRICT) {
                        look(client);
                    }
                    client.committed = commit(client);
                    client.step = Step.COMPLETE;
                }
                case COMPLETE -> {
                    complete(client);
                    client.step = Step.INVOKE;
                }
            }
            events.add(moment(now, c));
        }
        return builder.build();
    }

    private long moment(long now, int client) {
        return (now + 1 + random.nextInt(LONGEST_STEP)) * clients.length + client;
    }

    private int newKey() {
        int key = writesOf.size();
        builder.names.keyNumber((long) key);
        writesOf.add(0);
        lastCommit.add(0);
        if (key == length.length) {
            length = Arrays.copyOf(length, key * 2);
            contents = Arrays.copyOf(contents, key * 2);
        }
        contents[key] = new long[hasOneValue() ? 1 : 4];
        return key;
    }

    private void invoke(Client client) {
        int size = 1 + random.nextInt(plan.operations());
        client.invokedAt = position++;
        client.keys = new int[size];
        client.write = new boolean[size];
        client.value = new long[size];
        client.seen = new long[size][];
        for (int i = 0; i < size; i++) {
            int place = random.nextInt(live.length);
            client.keys[i] = live[place];
            client.write[i] = random.nextDouble() >= plan.readShare();
            if (client.write[i]) {
                int before = writesOf.get(live[place]);
                // Powers of two: a sum shows what it was made of.
                client.value[i] = plan.model() == Model.COUNTER_ADD ? 1L << (before % MOST_POWERS) : nextValue++;
                writesOf.set(live[place], writesOf.get(live[place]) + 1);
                if (writesOf.get(live[place]) >= plan.writesPerKey()) {
                    live[place] = newKey();
                }
            }
        }
    }

    /** All reads of the transaction, with its own writes before them. */
    private void look(Client client) {
        client.snapshotAt = commits;
        for (int i = 0; i < client.keys.length; i++) {
            if (client.write[i]) {
                continue;
            }
            int key = client.keys[i];
            long[] list = Arrays.copyOf(contents[key], length[key]);
            for (int j = 0; j < i; j++) {
                if (client.write[j] && client.keys[j] == key) {
                    int size = hasOneValue() ? 1 : list.length + 1;
                    list = Arrays.copyOf(written(list, list.length, client.value[j]), size);
                }
            }
            client.seen[i] = list;
        }
    }

    private boolean commit(Client client) {
        for (int i = 0; i < client.keys.length; i++) {
            if (plan.store() == TransactionGenerator.Store.SNAPSHOT
                    && client.write[i]
                    && lastCommit.get(client.keys[i]) > client.snapshotAt) {
                return false;
            }
        }
        commits++;
        for (int i = 0; i < client.keys.length; i++) {
            if (client.write[i]) {
                int key = client.keys[i];
                lastCommit.set(key, commits);
                contents[key] = written(contents[key], length[key], client.value[i]);
                length[key] = hasOneValue() ? 1 : length[key] + 1;
            }
        }
        return true;
    }

    private boolean hasOneValue() {
        return plan.model() == Model.REGISTER || plan.model() == Model.COUNTER_ADD;
    }

    /** What a write makes of the first {@code size} values there. */
    private long[] written(long[] before, int size, long value) {
        if (hasOneValue()) {
            boolean adds = plan.model() == Model.COUNTER_ADD && size > 0;
            return new long[] {adds ? before[0] + value : value};
        }
        long[] after = size == before.length ? Arrays.copyOf(before, size + (size >> 1) + 4) : before;
        after[size] = value;
        return after;
    }

    private void complete(Client client) {
        Fate fate = client.committed ? Fate.COMMITTED : Fate.ABORTED;
        if (random.nextDouble() < plan.crashShare()) {
            fate = Fate.UNKNOWN;
        }
        builder.begin(client.process, fate, client.invokedAt, position++);
        for (int i = 0; i < client.keys.length; i++) {
            if (plan.model() == Model.SET_ADD) {
                setOperation(client, i);
            } else if (client.write[i]) {
                builder.writeNumber(client.keys[i], client.value[i]);
            } else if (plan.model() == Model.LIST_APPEND) {
                builder.readList(client.keys[i], client.seen[i], client.seen[i].length);
            } else {
                long unwritten = plan.model() == Model.COUNTER_ADD ? 0 : Transactions.NOTHING;
                builder.readNumber(client.keys[i], client.seen[i].length == 0 ? unwritten : client.seen[i][0]);
            }
        }
        if (fate == Fate.UNKNOWN) {
            client.process += clients.length;
        }
    }

    private void setOperation(Client client, int i) {
        Long set = (long) client.keys[i];
        if (client.write[i]) {
            builder.write(set, client.value[i]);
        } else {
            builder.read(set, Arrays.stream(client.seen[i]).boxed().toList());
        }
    }
}
