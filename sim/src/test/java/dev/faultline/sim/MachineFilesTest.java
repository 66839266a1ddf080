package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.naming.directory.InitialDirContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a node reads of itself, and what the DNS server knows that its {@code resolv.conf} names. */
@Tag("agent")
class MachineFilesTest {
    /** Runs the body on two nodes; returns what each prints. */
    private static Map<String, List<String>> onTwoNodes(Program.Body body, UnaryOperator<NodeSpec> with) {
        Map<String, List<String>> lines = new TreeMap<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(3))) {
            simulation.onOutput((node, line) ->
                    lines.computeIfAbsent(node.name(), _ -> new ArrayList<>()).add(line));
            NodeSpec first = NodeSpec.of("alpha", Program.code(body)).withProcessors(2);
            NodeSpec second = NodeSpec.of("beta", Program.code(body)).withProcessors(70);
            List<Node> nodes =
                    Stream.of(first, second).map(with).map(simulation::add).toList();
            nodes.forEach(Node::start);
            simulation.run(Duration.ofSeconds(30));
            assertThat(simulation.unmodelled()).isEmpty();
        }
        return lines;
    }

    private static String read(String path) throws IOException {
        return Files.readString(Path.of(path)).strip();
    }

    @Test
    void theFiguresAreThoseOfTheNode() {
        Map<String, List<String>> lines = onTwoNodes(
                () -> {
                    System.out.println(read("/etc/hostname") + " " + read("/proc/sys/kernel/hostname"));
                    System.out.println(read("/sys/devices/system/cpu/online") + " " + read("/sys/fs/cgroup/cpu.max")
                            + " "
                            + Files.readAllLines(Path.of("/proc/self/mountinfo"))
                                    .size() + " "
                            + ManagementFactory.getOperatingSystemMXBean().getAvailableProcessors());
                    System.out.println(read("/etc/hosts").replace('\n', '|').replace('\t', ' '));
                    System.out.println(read("/proc/self/cmdline").replace('\0', ' ') + read("/proc/self/environ"));
                    System.out.println(
                            Files.readAllLines(Path.of("/proc/self/status")).get(17));
                },
                spec -> spec.withVariable("NAME", spec.name()));
        assertThat(lines.get("alpha"))
                .containsExactly(
                        "alpha alpha",
                        "0-1 max 100000 5 2",
                        "127.0.0.1 localhost|10.0.0.1 alpha",
                        "java NAME=alpha\0",
                        "VmRSS:\t 1114112 kB");
        assertThat(lines.get("beta"))
                .startsWith("beta beta", "0-69 max 100000 5 70", "127.0.0.1 localhost|10.0.0.2 beta");
    }

    /** Reads every file there is, so that a template with a figure that nobody knows shows. */
    @Test
    void everyFileOfTheMachineCanBeReadAndNoneChanged() {
        List<String> lines = OneNode.print(() -> {
            int files = 0;
            for (String top : List.of("/proc", "/sys", "/etc")) {
                try (Stream<Path> all = Files.walk(Path.of(top))) {
                    for (Path path : all.filter(Files::isRegularFile).toList()) {
                        assertThat(Files.readString(path)).doesNotContain("${", "@each");
                        try {
                            Files.writeString(path, "mine");
                            System.out.println("changed " + path);
                        } catch (AccessDeniedException e) {
                            files++;
                        }
                    }
                }
            }
            System.out.println(files > 80 ? "read" : "only " + files);
        });
        assertThat(lines).containsExactly("read");
    }

    @Test
    void aNodeThatIsStartedAgainHasTheFilesOfItsNewProcess() {
        List<String> lines = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(line));
            Node node = simulation.add(NodeSpec.of("node", Program.code(() -> {
                try (Stream<Path> all = Files.list(Path.of("/proc"))) {
                    System.out.println(all.map(Path::toString)
                                    .filter(name -> name.matches(".*[0-9]"))
                                    .toList() + " " + Files.readSymbolicLink(Path.of("/proc/self")));
                }
            })));
            for (int i = 0; i < 2; i++) {
                node.start();
                simulation.run(Duration.ofSeconds(1));
                node.powerOff();
            }
            node.disk().wipe();
            node.start();
            simulation.run(Duration.ofSeconds(1));
        }
        assertThat(lines).containsExactly("[/proc/1001] 1001", "[/proc/1002] 1002", "[/proc/1003] 1003");
    }

    @Test
    void theJdksResolverOfNamesInDnsFindsTheNodes() {
        Map<String, List<String>> lines = onTwoNodes(
                () -> {
                    var settings = new java.util.Hashtable<String, String>();
                    settings.put("java.naming.factory.initial", "com.sun.jndi.dns.DnsContextFactory");
                    settings.put("java.naming.provider.url", "dns:");
                    InitialDirContext dns = new InitialDirContext(settings);
                    System.out.println(dns.getAttributes("beta", new String[] {"A", "AAAA"}));
                    System.out.println(dns.getAttributes("2.0.0.10.in-addr.arpa", new String[] {"PTR"}));
                    try {
                        System.out.println(dns.getAttributes("gamma", new String[] {"A"}));
                    } catch (javax.naming.NameNotFoundException e) {
                        System.out.println(e.getMessage());
                    }
                },
                spec -> spec);
        List<String> answers = List.of("{a=A: 10.0.0.2}", "{ptr=PTR: beta.}", "DNS name not found [response code 3]");
        assertThat(lines).containsEntry("alpha", answers).containsEntry("beta", answers);
    }

    @Test
    void theServerAnswersWhatIsNoQuestionByTheRules() {
        List<String> lines = OneNode.print(() -> {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.setSoTimeout(1_000);
                for (String question : List.of(
                        "0001 0100 0001 0000 0000 0000 04 6e6f6465 00 0001 0001", // node A IN
                        "0002 0100 0001 0000 0000 0000 04 4e4f4445 00 001c 0001", // NODE AAAA IN
                        "0003 0100 0001 0000 0000 0000 04 6e6f6465 00 0001 0003", // node A CHAOS
                        "0004 0100 0001 0000 0000 0000 44 6e6f6465", // a label that is too long
                        "0005 0100 0002 0000 0000 0000 00 0001 0001", // two questions
                        "0006 2800 0001 0000 0000 0000 00 0001 0001", // an update
                        "0007 8180 0001 0000 0000 0000 00 0001 0001", // an answer
                        "0008 01")) {
                    byte[] bytes = HexFormat.of().parseHex(question.replace(" ", ""));
                    socket.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress("127.0.0.53", 53)));
                    DatagramPacket answer = new DatagramPacket(new byte[512], 512);
                    try {
                        socket.receive(answer);
                        System.out.println(
                                HexFormat.of().formatHex(Arrays.copyOf(answer.getData(), answer.getLength())));
                    } catch (java.net.SocketTimeoutException e) {
                        System.out.println("silence");
                    }
                }
            }
        });
        assertThat(lines)
                .containsExactly(
                        "000181800001000100000000046e6f64650000010001c00c000100010000001e00040a000001",
                        "000281800001000000000000044e4f444500001c0001",
                        "000381830001000000000000046e6f64650000010003",
                        "000481810000000000000000",
                        "000581810000000000000000",
                        "0006a8840000000000000000",
                        "silence",
                        "silence");
    }

    @Test
    void anEtcHostsOfTheUsersOwnCounts() {
        byte[] hosts = "10.0.0.2 shop.example www # beta\n::1 six\nnonsense\n".getBytes(StandardCharsets.UTF_8);
        Map<String, List<String>> lines = onTwoNodes(
                () -> {
                    for (String name : List.of("shop.example", "WWW", "beta", "localhost", "six")) {
                        try {
                            System.out.println(InetAddress.getByName(name).getHostAddress());
                        } catch (java.net.UnknownHostException e) {
                            System.out.println(e.getMessage());
                        }
                    }
                    System.out.println(InetAddress.ofLiteral("10.0.0.2").getHostName());
                },
                spec -> spec.withFile("/etc/hosts", hosts));
        assertThat(lines.get("alpha"))
                .containsExactly(
                        "10.0.0.2",
                        "10.0.0.2",
                        "10.0.0.2",
                        "127.0.0.1",
                        "six: Name or service not known",
                        "shop.example");
    }
}
