package dev.faultline.check.isolation;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A history of register transactions, one after the other, that can be written in every format; all values differ. */
final class SerialRegisters {

    private static final int KEYS = 3;
    private static final int SESSIONS = 3;

    /** Formats, by the names of their files. */
    static final List<String> FORMATS = List.of("edn", "json", "plume", "awdit", "dbcop", "cobra");

    private record Op(boolean write, int key, long value) {}

    private record Txn(int session, List<Op> ops) {}

    private final List<Txn> txns = new ArrayList<>();
    private final Map<Long, Integer> writerOf = new HashMap<>();
    private String planted = "";

    SerialRegisters(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] holds = new long[KEYS];
        long next = 1;
        for (int t = 0; t < 4 + random.nextInt(6); t++) {
            List<Op> ops = new ArrayList<>();
            for (int i = 0; i < (t == 0 ? KEYS : 1 + random.nextInt(4)); i++) {
                int key = t == 0 ? i : random.nextInt(KEYS);
                boolean write = t == 0 || random.nextBoolean();
                if (write) {
                    holds[key] = next++;
                    writerOf.put(holds[key], t);
                }
                ops.add(new Op(write, key, holds[key]));
            }
            txns.add(new Txn(t == 0 ? 0 : random.nextInt(SESSIONS), ops));
        }
        txns.add(new Txn(1, List.of(new Op(false, random.nextInt(KEYS), 0))));
        Op last = txns.getLast().ops.getFirst();
        txns.set(txns.size() - 1, new Txn(1, List.of(new Op(false, last.key, holds[last.key]))));
    }

    /** Lets some read answer what nobody wrote. */
    SerialRegisters withThinAir(SplittableRandom random) {
        List<int[]> reads = new ArrayList<>();
        for (int t = 0; t < txns.size(); t++) {
            for (int i = 0; i < txns.get(t).ops.size(); i++) {
                if (!txns.get(t).ops.get(i).write) {
                    reads.add(new int[] {t, i});
                }
            }
        }
        int[] place = reads.get(random.nextInt(reads.size()));
        Txn txn = txns.get(place[0]);
        List<Op> ops = new ArrayList<>(txn.ops);
        long value = random.nextLong(1000, 2000);
        ops.set(place[1], new Op(false, ops.get(place[1]).key, value));
        txns.set(place[0], new Txn(txn.session, ops));
        // In a format with types, the value may also be one that was written, as text.
        planted = random.nextBoolean() ? value + "" : "\"" + (1 + random.nextInt(writerOf.size())) + "\"";
        return this;
    }

    Path write(Path folder, String format) {
        try {
            Path file = folder.resolve("history." + format);
            switch (format) {
                case "edn", "json" -> Files.writeString(file, events(format.equals("json")));
                case "plume" -> Files.writeString(file, plume());
                case "awdit" -> Files.writeString(file, awdit());
                case "dbcop" -> Files.write(file, dbcop());
                default -> cobra(Files.createDirectories(file));
            }
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String events(boolean json) {
        StringBuilder text = new StringBuilder();
        for (Txn txn : txns) {
            for (boolean ok : new boolean[] {false, true}) {
                String ops = txn.ops.stream()
                        .map(op -> micro(op, ok, json))
                        .collect(Collectors.joining(json ? "," : " ", "[", "]"));
                String form = json
                        ? "{\"process\":%d,\"type\":\"%s\",\"f\":\"txn\",\"value\":%s}%n"
                        : "{:process %d, :type :%s, :f :txn, :value %s}%n";
                text.append(form.formatted(txn.session, ok ? "ok" : "invoke", ops));
            }
        }
        return text.toString();
    }

    private String micro(Op op, boolean ok, boolean json) {
        String value = op.value >= 1000 ? planted : op.value + "";
        String told = op.write || ok ? value : json ? "null" : "nil";
        return (json ? "[\"%s\",\"k%d\",%s]" : "[:%s :k%d %s]").formatted(op.write ? "w" : "r", op.key, told);
    }

    private String plume() {
        StringBuilder text = new StringBuilder();
        for (int t = 0; t < txns.size(); t++) {
            for (Op op : txns.get(t).ops) {
                text.append(
                        "%s(%d,%d,%d,%d)%n".formatted(op.write ? "w" : "r", op.key, op.value, txns.get(t).session, t));
            }
        }
        return text.toString();
    }

    private Map<Integer, List<Integer>> sessions() {
        Map<Integer, List<Integer>> sessions = new TreeMap<>();
        for (int t = 0; t < txns.size(); t++) {
            sessions.computeIfAbsent(txns.get(t).session, _ -> new ArrayList<>())
                    .add(t);
        }
        return sessions;
    }

    private String awdit() {
        StringBuilder text = new StringBuilder();
        for (List<Integer> session : sessions().values()) {
            text.append(text.isEmpty() ? "" : "=====\n");
            for (int t : session) {
                for (Op op : txns.get(t).ops) {
                    text.append("%s %d %d%n".formatted(op.write ? "w" : "r", op.key, op.value));
                }
                text.append("-----\n");
            }
        }
        return text.toString();
    }

    private byte[] dbcop() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        Map<Integer, List<Integer>> sessions = sessions();
        int most = sessions.values().stream().mapToInt(List::size).max().orElse(0);
        for (long number : new long[] {1, sessions.size(), KEYS, most, 5}) {
            out.writeLong(Long.reverseBytes(number));
        }
        for (int i = 0; i < 3; i++) {
            out.writeLong(Long.reverseBytes(1));
            out.write("s".getBytes(StandardCharsets.UTF_8));
        }
        out.writeLong(Long.reverseBytes(sessions.size()));
        for (List<Integer> session : sessions.values()) {
            out.writeLong(Long.reverseBytes(session.size()));
            for (int t : session) {
                out.writeLong(Long.reverseBytes(txns.get(t).ops.size()));
                for (Op op : txns.get(t).ops) {
                    out.writeBoolean(op.write);
                    out.writeLong(Long.reverseBytes(op.key));
                    out.writeLong(Long.reverseBytes(op.value));
                    out.writeBoolean(true);
                }
                out.writeBoolean(true);
            }
        }
        return bytes.toByteArray();
    }

    private void cobra(Path folder) throws IOException {
        for (Map.Entry<Integer, List<Integer>> session : sessions().entrySet()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            for (int t : session.getValue()) {
                out.writeByte('S');
                out.writeLong(100 + t);
                for (Op op : txns.get(t).ops) {
                    out.writeByte(op.write ? 'W' : 'R');
                    if (!op.write) {
                        out.writeLong(100 + writerOf.getOrDefault(op.value, 0));
                    }
                    out.writeLong(op.value);
                    out.writeLong(op.key);
                    out.writeLong(7 * op.value);
                }
                out.writeByte('C');
                out.writeLong(100 + t);
            }
            Files.write(folder.resolve("T" + (session.getKey() + 1) + ".log"), bytes.toByteArray());
        }
    }
}
