package dev.faultline.experiment;

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
import java.util.List;
import java.util.stream.Stream;

/** What clients and workloads of the user's have in common with the tool, though the node of the clients loads its own classes. */
final class SharedClasses {
    /** Each stands for all names that begin with it, and so for what is inside of a class, too. */
    static final List<String> NAMES = Stream.of(
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

    private SharedClasses() {}
}
