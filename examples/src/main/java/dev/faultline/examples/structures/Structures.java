package dev.faultline.examples.structures;

import dev.faultline.examples.raft.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The state machine: words under keys, as one kind of structure. */
final class Structures implements Machine {
    private static final String BETWEEN_STEPS = "; ";

    private final Structure structure;
    private final TreeMap<String, List<String>> contents = new TreeMap<>();

    Structures(Structure structure) {
        this.structure = structure;
    }

    /**
     * A part of a request.
     *
     * @param text how it was asked for
     */
    private record Step(String text, Operation operation, String key, String argument) {
        /** Parses words, the function first; empty if this structure has no such operation. */
        static Optional<Step> parse(String text, Map<String, Operation> operations) {
            String[] words = text.split(" ", 3);
            String key = words.length > 1 ? words[1] : "";
            String argument = words.length > 2 ? words[2] : "";
            return Optional.ofNullable(operations.get(words[0]))
                    .filter(operation -> !key.isEmpty()
                            && operation.argument().matcher(argument).matches())
                    .map(operation -> new Step(text, operation, key, argument));
        }

        boolean isRead() {
            return operation.kind() == Kind.READ;
        }
    }

    @Override
    public String requests() {
        String steps = structure.operations().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> one.getKey() + " K"
                        + (one.getValue().argument().matcher("").matches() ? "" : " V"))
                .collect(Collectors.joining(" | "));
        return structure.isTransactional() ? "txn STEP; STEP ..., each of them one of " + steps : steps;
    }

    @Override
    public Kind kind(String request) {
        List<Optional<Step>> steps = parse(request);
        if (steps.stream().anyMatch(Optional::isEmpty)) {
            return Kind.UNKNOWN;
        }
        return steps.stream().allMatch(step -> step.orElseThrow().isRead()) ? Kind.READ : Kind.CHANGE;
    }

    /** The first word of a transaction is a name for it. */
    private List<Optional<Step>> parse(String request) {
        int first = request.indexOf(' ');
        List<Optional<Step>> steps = new ArrayList<>();
        for (String text : structure.isTransactional()
                ? request.substring(first + 1).split(BETWEEN_STEPS, -1)
                : new String[] {request}) {
            steps.add(Step.parse(text, structure.operations()));
        }
        return steps;
    }

    @Override
    public String apply(String change) {
        return carriedOut(change);
    }

    @Override
    public String answer(String read) {
        return carriedOut(read);
    }

    private String carriedOut(String request) {
        List<String> replies = new ArrayList<>();
        for (Optional<Step> parsed : parse(request)) {
            Step step = parsed.orElseThrow(() -> new IllegalStateException("not of this machine: " + request));
            String key = structure.isShared() ? "all" : step.key;
            // What is only looked at stays as it is, on every server the same.
            List<String> words = step.isRead()
                    ? contents.getOrDefault(key, List.of())
                    : contents.computeIfAbsent(key, _ -> new ArrayList<>());
            String reply = step.operation.carriedOut().apply(words, step.argument);
            boolean inPlace = structure.isTransactional() && !step.isRead();
            replies.add(
                    inPlace
                            ? step.text
                            : structure.isTransactional() ? "r " + step.key + reply.substring("ok".length()) : reply);
        }
        return structure.isTransactional() ? "ok " + String.join(BETWEEN_STEPS, replies) : replies.getFirst();
    }

    @Override
    public Map<String, String> save() {
        Map<String, String> saved = new TreeMap<>();
        contents.forEach((key, words) -> saved.put(key, String.join(" ", words)));
        return saved;
    }

    @Override
    public void load(Map<String, String> saved) {
        contents.clear();
        saved.forEach((key, text) ->
                contents.put(key, text.isEmpty() ? new ArrayList<>() : new ArrayList<>(List.of(text.split(" ")))));
    }
}
