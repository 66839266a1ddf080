package dev.faultline.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineProtocolTest {
    private static final Request TRANSACTION = new Request.Transaction(
            "txn",
            List.of(
                    MicroOperation.read("x"),
                    new MicroOperation("w", "y", 2L),
                    new MicroOperation("append", "z", 3L),
                    MicroOperation.read("z")));

    @Test
    void aRequestIsALine() {
        Map<String, Object> transfer = new LinkedHashMap<>();
        transfer.put("from", "k1");
        transfer.put("to", "k2");
        transfer.put("amount", 3L);

        assertThat(LineProtocol.line(new Request.Cas("k1", "0.1", "1.1"))).isEqualTo("cas k1 0.1 1.1");
        assertThat(LineProtocol.line(new Request.Call("acquire", "k1", "p3", true)))
                .isEqualTo("acquire k1 p3");
        assertThat(LineProtocol.line(new Request.Call("dequeue", "k1", null, true)))
                .isEqualTo("dequeue k1");
        assertThat(LineProtocol.line(new Request.Call("transfer", null, transfer, true)))
                .isEqualTo("transfer k1 k2 3");
        assertThat(LineProtocol.line(TRANSACTION)).isEqualTo("txn r x nil; w y 2; append z 3; r z nil");
        assertThatThrownBy(() -> LineProtocol.line(new Request.Poll()))
                .hasMessage("the client knows no 'poll', which the workload asks for");
    }

    @Test
    void anAnswerIsWhatItsRequestWantsToKnow() throws IOException {
        assertThat(value(new Request.Read("k1"), "ok 17")).isEqualTo("17");
        assertThat(value(new Request.Read("k1"), "ok nil")).isNull();
        assertThat(value(new Request.Call("read", "k1", null, false), "ok 17")).isEqualTo(17L);
        assertThat(value(new Request.Call("read", "k1", null, false), "ok [1 2 c]"))
                .isEqualTo(List.of(1L, 2L, "c"));
        assertThat(value(new Request.Call("read", "k1", null, false), "ok []")).isEqualTo(List.of());
        assertThat(value(new Request.Call("read", null, null, false), "ok a=1 b=-2"))
                .isEqualTo(Map.of("a", 1L, "b", -2L));
        assertThat(value(new Request.Call("acquire", "k1", "p1", true), "ok")).isEqualTo("p1");
        assertThat(value(new Request.Call("dequeue", "k1", null, true), "ok nil"))
                .isNull();
        assertThat(value(TRANSACTION, "ok r x nil; w y 2; append z 3; r z [1 3]"))
                .isEqualTo(List.of(
                        Arrays.asList("r", "x", null),
                        List.of("w", "y", 2L),
                        List.of("append", "z", 3L),
                        List.of("r", "z", List.of(1L, 3L))));
        assertThat(LineProtocol.reply(TRANSACTION, "fail deadlock")).isEqualTo(new Reply.Fail("fail deadlock"));
    }

    @Test
    void whatIsNoAnswerLeavesOpenWhatHappened() {
        for (String odd : List.of("", "okay", "ok r x nil", "ok w x 1; w y 2; append z 3; r z nil")) {
            assertThatThrownBy(() -> LineProtocol.reply(TRANSACTION, odd)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> LineProtocol.reply(new Request.Write("k1", "1"), "ok 2"))
                .isInstanceOf(IOException.class);
    }

    private static Object value(Request request, String answer) throws IOException {
        return LineProtocol.reply(request, answer).recordedFor(request);
    }
}
