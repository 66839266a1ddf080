package dev.faultline.gallery.jgroups;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jgroups.raft.StateMachine;

/** The state that the members agree on. Commands are lines: {@code read}, {@code write} and {@code cas}. */
final class Registers implements StateMachine {
    private final Map<String, String> values = new TreeMap<>();

    @Override
    public synchronized byte[] apply(byte[] data, int offset, int length, boolean answerWanted) {
        String[] words = new String(data, offset, length, StandardCharsets.UTF_8).split(" ", -1);
        return answer(words).getBytes(StandardCharsets.UTF_8);
    }

    private String answer(String[] words) {
        return switch (words[0]) {
            case "read" -> "ok " + values.getOrDefault(words[1], "nil");
            case "write" -> {
                values.put(words[1], words[2]);
                yield "ok";
            }
            case "cas" -> values.replace(words[1], words[2], words[3]) ? "ok" : "fail";
            default -> "bad " + words[0];
        };
    }

    @Override
    public synchronized void readContentFrom(DataInput in) throws IOException {
        values.clear();
        for (int left = in.readInt(); left > 0; left--) {
            values.put(in.readUTF(), in.readUTF());
        }
    }

    @Override
    public synchronized void writeContentTo(DataOutput out) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<String, String> entry : values.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeUTF(entry.getValue());
        }
    }
}
