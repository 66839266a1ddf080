package dev.faultline.examples.structures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.examples.raft.Machine;
import dev.faultline.examples.raft.Machine.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class StructuresTest {
    /** Asks for one thing after the other, and writes the answers one behind the other. */
    private static String asked(Machine machine, String requests) {
        StringBuilder answers = new StringBuilder();
        for (String request : requests.split(", ", -1)) {
            Kind kind = machine.kind(request);
            answers.append(answers.isEmpty() ? "" : ", ")
                    .append(
                            switch (kind) {
                                case CHANGE -> machine.apply(request);
                                case READ -> machine.answer(request);
                                case UNKNOWN -> "unknown";
                            });
        }
        return answers.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        REGISTER        | read k, write k a, cas k b c, cas k a c, read k, read j | ok nil, ok, fail, ok, ok c, ok nil
        KV              | get k, put k a, get k, delete k, delete k, get k | ok nil, ok, ok a, ok, ok, ok nil
        COUNTER         | read k, add k 3, add k -1, add-and-get k 5, read k, add k x | ok 0, ok, ok, ok 7, ok 7, unknown
        SET             | add k a, add k a, contains k a, read k, remove k a, remove k a, read k | ok, ok, ok true, ok [a], ok true, ok false, ok []
        BAG             | add k a, add k a, read k, take k, take k, take k | ok, ok, ok [a a], ok a, ok a, ok nil
        QUEUE           | enqueue k a, enqueue k b, dequeue k, dequeue k, dequeue k | ok, ok, ok a, ok b, ok nil
        STACK           | push k a, push k b, pop k, pop k, pop k | ok, ok, ok b, ok a, ok nil
        PRIORITY_QUEUE  | insert k 10, insert k 9, insert k -3, poll k, poll k, poll k, poll k | ok, ok, ok, ok -3, ok 9, ok 10, ok nil
        APPEND_LOG      | read k, append k a, append k b, read k | ok [], ok, ok, ok [a b]
        UNIQUE_IDS      | generate k, generate j, generate k | ok id1, ok id2, ok id3
        LOCK            | release k p, acquire k p, acquire k q, acquire k p, release k p, acquire k q, release k p, acquire k q | fail, ok 1, fail, ok 2, ok, fail, ok, ok 3
        READ_WRITE_LOCK | acquire-read k p, acquire-read k q, acquire-write k r, release-read k p, release-read k q, acquire-write k r, acquire-read k p, release-write k r | ok, ok, fail, ok, ok, ok, fail, ok
        SEMAPHORE       | acquire k, acquire k, release k, release k | ok, fail, ok, fail
        LIST_APPEND     | txn r k nil; append k 1; r k nil, txn append k 2; append j 3, txn r k nil; r j nil | ok r k nil; append k 1; r k [1], ok append k 2; append j 3, ok r k [1 2]; r j [3]
        RW_REGISTER     | txn r k nil; w k 1; r k nil, txn r k nil | ok r k nil; w k 1; r k 1, ok r k 1
        MULTI_REGISTER  | txn w k 1; w j 2, txn r j nil; r k nil | ok w k 1; w j 2, ok r j 2; r k 1
        LONG_FORK       | write w k 1, read r k nil; r j nil | ok w k 1, ok r k 1; r j nil
        SET_ADD         | txn r k nil; add k 4; add k 4; r k nil | ok r k []; add k 4; add k 4; r k [4]
        COUNTER_ADD     | txn r k nil; add k 4; add k 4; r k nil | ok r k 0; add k 4; add k 4; r k 8
        """)
    void eachStructureDoesAsItsNameSays(Structure structure, String requests, String answers) {
        assertThat(asked(new Structures(structure), requests)).isEqualTo(answers);
    }

    @Test
    void onlyWhatChangesNothingIsARead() {
        Machine lists = new Structures(Structure.LIST_APPEND);
        assertThat(lists.kind("txn r k nil; r j nil")).isEqualTo(Kind.READ);
        assertThat(lists.kind("txn r k nil; append j 1")).isEqualTo(Kind.CHANGE);
        assertThat(lists.kind("txn r k nil; w j 1")).isEqualTo(Kind.UNKNOWN);
        assertThat(new Structures(Structure.QUEUE).kind("dequeue k")).isEqualTo(Kind.CHANGE);
        assertThat(new Structures(Structure.QUEUE).kind("enqueue k")).isEqualTo(Kind.UNKNOWN);
        assertThat(new Structures(Structure.QUEUE).requests()).isEqualTo("dequeue K | enqueue K V");
    }

    @Test
    void whatIsOnlyReadIsNotThereAfterwards() {
        Machine lists = new Structures(Structure.LIST_APPEND);
        assertThat(lists.answer("txn r $1 nil; r \\ nil")).isEqualTo("ok r $1 nil; r \\ nil");
        assertThat(lists.save()).isEmpty();
        assertThat(lists.kind("txn r")).isEqualTo(Kind.UNKNOWN);
        assertThat(new Structures(Structure.STACK).kind("pop")).isEqualTo(Kind.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(Structure.class)
    void whatWasSavedIsWhatIsLoaded(Structure structure) {
        Structures first = new Structures(structure);
        Structures second = new Structures(structure);
        String change = structure.operations().keySet().stream()
                .sorted()
                .map(f -> f + " k")
                .flatMap(text -> java.util.stream.Stream.of(text, text + " 1"))
                .map(text -> structure.isTransactional() ? "txn " + text : text)
                .filter(text -> first.kind(text) == Kind.CHANGE)
                .findFirst()
                .orElseThrow();
        first.apply(change);
        first.apply(change);
        second.apply(change.replace(" k", " other"));
        second.load(first.save());
        assertThat(second.save()).isEqualTo(first.save());
        assertThat(second.apply(change)).isEqualTo(first.apply(change));
        assertThat(second.save()).isEqualTo(first.save());
    }
}
