package dev.faultline.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineClientTest {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final LineClient opened = new LineClient();
    private ServerSocket server = new ServerSocket();

    LineClientTest() throws IOException {}

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void closeAll() throws IOException {
        opened.close();
        server.close();
    }

    @Test
    void everyReplyOfTheProtocolIsUnderstood() throws Exception {
        answer("ok nil", "ok v1", "ok", "ok", "fail", "bad no");
        LineClient client = open("127.0.0.1");
        assertThat(client.invoke(new Request.Read("k"))).isEqualTo(Reply.ok());
        assertThat(client.invoke(new Request.Read("k"))).isEqualTo(new Reply.Ok("v1"));
        assertThat(client.invoke(new Request.Write("k", "2"))).isEqualTo(Reply.ok());
        assertThat(client.invoke(new Request.Cas("k", "2", "3"))).isEqualTo(Reply.ok());
        assertThat(client.invoke(new Request.Cas("k", "2", "3"))).isEqualTo(new Reply.Fail("fail"));
        assertThat(client.invoke(new Request.Write("k", "4"))).isEqualTo(new Reply.Fail("bad no"));
        assertThat(heard).containsExactly("read k", "read k", "write k 2", "cas k 2 3", "cas k 2 3", "write k 4");
    }

    @Test
    void aRequestFollowsTheMovedPrimary() throws Exception {
        answer("moved localhost", "ok v");
        LineClient client = open("127.0.0.1", "localhost");
        assertThat(client.invoke(new Request.Read("k"))).isEqualTo(new Reply.Ok("v"));
        assertThat(heard).containsExactly("read k", "read k");
    }

    @Test
    void nodesThatPointAtEachOtherForEverAreGivenUp() throws Exception {
        answer("moved localhost", "moved 127.0.0.1", "moved localhost");
        LineClient client = open("127.0.0.1", "localhost");
        assertThat(client.invoke(new Request.Write("k", "1"))).isInstanceOf(Reply.Fail.class);
        assertThat(heard).hasSize(3);
    }

    @Test
    void anUnavailableNodeIsLeftForTheNext() throws Exception {
        answer("unavailable", "ok");
        LineClient client = open("127.0.0.1", "localhost");
        assertThat(client.invoke(new Request.Write("k", "1"))).isInstanceOf(Reply.Fail.class);
        assertThat(client.invoke(new Request.Write("k", "1"))).isEqualTo(Reply.ok());
    }

    @Test
    void aConnectionThatEndsLeavesTheRequestUnknown() throws Exception {
        answer("");
        LineClient client = open("127.0.0.1");
        assertThatThrownBy(() -> client.invoke(new Request.Write("k", "1"))).isInstanceOf(IOException.class);
    }

    @Test
    void aReplyOutsideOfTheProtocolIsNotTakenForSuccess() throws Exception {
        answer("okay");
        LineClient client = open("127.0.0.1");
        assertThatThrownBy(() -> client.invoke(new Request.Write("k", "1")))
                .hasMessageContaining("'okay' is no reply of the line protocol to 'write k 1'");
    }

    @Test
    void aMissingPortIsNamed() {
        assertThatThrownBy(() -> opened.open(new ClientContext(0, List.of("n1"), List.of("k"), Map.of())))
                .hasMessageContaining("'port'");
    }

    private LineClient open(String... nodes) throws IOException {
        opened.open(new ClientContext(
                0,
                List.of(nodes),
                List.of("k"),
                Map.of("port", "" + server.getLocalPort(), ClientContext.OPERATION_TIMEOUT_MILLIS, "10000")));
        return opened;
    }

    /** Answers requests in this order over as many connections as come; an empty answer ends the connection. */
    private void answer(String... answers) {
        Thread.ofVirtual().start(() -> {
            int next = 0;
            while (next < answers.length) {
                try (Socket socket = server.accept()) {
                    BufferedReader in =
                            new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                    for (String line = in.readLine(); line != null; line = in.readLine()) {
                        heard.add(line);
                        String answer = answers[next++];
                        if (answer.isEmpty()) {
                            break;
                        }
                        socket.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
                    }
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }
}
