package dev.faultline.experiment;

import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Program;
import dev.faultline.workload.Client;
import dev.faultline.workload.Completion;
import dev.faultline.workload.Generator;
import dev.faultline.workload.KeyDistribution;
import dev.faultline.workload.Keys;
import dev.faultline.workload.MicroOperation;
import dev.faultline.workload.Next;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Sizes;
import dev.faultline.workload.Turn;
import dev.faultline.workload.UnsupportedRequestException;
import dev.faultline.workload.Workload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The nodes on which the clients of a run work. */
final class ClientNode {
    /**
     * What clients and workloads of the user's have in common with the tool, though the node loads its own classes. Each stands for all names that begin with it, and so for what is inside of a class, too.
     */
    private static final List<String> SHARED = Stream.of(
                    Client.class,
                    Completion.class,
                    Generator.class,
                    KeyDistribution.class,
                    Keys.class,
                    MicroOperation.class,
                    Next.class,
                    Reply.class,
                    Request.class,
                    Setting.class,
                    Sizes.class,
                    Turn.class,
                    UnsupportedRequestException.class,
                    Workload.class)
            .<String>map(Class::getName)
            .toList();

    private ClientNode() {}

    /** Adds the nodes, the main thread of each of which runs those of the clients that work there. */
    static List<Member> add(Cluster cluster, ClientSpec client, List<Path> classPath, Clients clients) {
        return IntStream.range(0, client.nodes().size())
                .mapToObj(node -> cluster.add(of(client, node, classPath, clients)))
                .toList();
    }

    private static NodeSpec of(ClientSpec client, int node, List<Path> classPath, Clients clients) {
        NodeSpec spec = NodeSpec.of(client.nodes().get(node), Program.code(() -> clients.run(node)))
                .withClassPath(classPath);
        for (String shared : SHARED) {
            spec = spec.withSharedClasses(shared);
        }
        for (var property : client.properties().entrySet()) {
            spec = spec.withProperty(property.getKey(), property.getValue());
        }
        for (var file : client.files().entrySet()) {
            spec = spec.withFile(file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        return spec;
    }
}
