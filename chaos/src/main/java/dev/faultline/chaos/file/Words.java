package dev.faultline.chaos.file;

import java.util.List;
import java.util.Map;

/** What else things may be called: names of other tools and of people's habits. */
final class Words {
    /** Before a fault, or beside it: one node after the other. */
    static final String ROLLING = "rolling";

    /** Before a fault, or beside a step: it need have no effect. */
    static final String OPTIONAL = "optional";

    /** The keys of a step that are not parts of a fault. */
    static final List<String> OF_STEPS = List.of(
            "fault",
            "type",
            "heal",
            "change",
            "wait",
            "step",
            "sequence",
            "parallel",
            "choose",
            "name",
            ROLLING,
            OPTIONAL,
            "at",
            "after",
            "on",
            "printed",
            "absent",
            "call",
            "message",
            "timing",
            "chosen",
            "every",
            "times",
            "repeat",
            "while");

    /** By the key of a part: what else it may be called where the form has no part of that name. */
    static final Map<String, List<String>> OF_PARTS = Map.of(
            "extra", List.of("delay", "latency"),
            "chance", List.of("probability", "with"),
            "except", List.of("rules"),
            "failure", List.of("error", "errno"),
            "method", List.of("methods", "pattern"),
            "exception", List.of("throws", "throwing"),
            "value", List.of("returns", "returning"),
            "for", List.of("duration", "lasting", "restart-delay", "restart-after"));

    /** Stands for the first part of a fault: what it hits. */
    static final String TARGET = "target";

    /** How a crash happens: the kind of fault that it is. */
    static final String CRASH_TYPE = "crash-type";

    static final Map<String, String> CRASHES = Map.of(
            "abrupt", "kill", "kill", "kill", "power", "power-loss", "power-loss", "power-loss", "graceful", "stop");

    /** The parameters of the laws, in their order; the first word of each is what is written. */
    static final Map<String, List<List<String>>> LAWS = Map.of(
            "constant", List.of(List.of("value", "delay")),
            "uniform", List.of(List.of("low", "min", "least"), List.of("high", "max", "greatest")),
            "normal", List.of(List.of("mean"), List.of("std-dev", "deviation", "stddev", "sd")),
            "lognormal", List.of(List.of("median"), List.of("sigma")),
            "exponential", List.of(List.of("mean")),
            "pareto", List.of(List.of("least", "min", "scale"), List.of("shape", "alpha")),
            "empirical", List.of(List.of("values", "samples")));

    private Words() {}

    static String hyphenated(String key) {
        return key.replace('_', '-');
    }
}
