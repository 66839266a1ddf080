package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.ProcessFault;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Simulation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A node is ended and becomes another. Evidence: how it ended, and what is other about it. */
final class UpgradeInjection implements Injection {
    private final Node node;
    private final NodeSpec next;
    private final String to;
    private final Injection stop;
    private boolean wasDown;
    private boolean changed;

    UpgradeInjection(Simulation simulation, Node node, ProcessFault.Upgrade upgrade, NodeSpec next) {
        this.node = node;
        this.next = next;
        to = upgrade.settings();
        stop = new StopInjection(simulation, node, upgrade.within(), this::change);
    }

    @Override
    public void inject() {
        stop.inject();
    }

    @Override
    public void observe(Event event) {
        stop.observe(event);
    }

    @Override
    public Evidence heal() {
        Evidence stopped = stop.heal();
        List<String> sentences = new ArrayList<>(stopped.sentences());
        if (!wasDown) {
            sentences.add(node.name() + " ran again already and was not upgraded");
        }
        return new Evidence(stopped.effective() && changed, sentences);
    }

    private List<String> change() {
        wasDown = true;
        List<String> differences = differences(node.spec(), next);
        changed = !differences.isEmpty();
        node.setSpec(next);
        return List.of("with " + to + " " + node.name() + " has "
                + (changed ? String.join(", ", differences) : "nothing other than before"));
    }

    private static List<String> differences(NodeSpec before, NodeSpec after) {
        List<String> differences = new ArrayList<>();
        List<Path> gone = minus(before.classPath(), after.classPath());
        List<Path> come = minus(after.classPath(), before.classPath());
        if (!gone.isEmpty() || !come.isEmpty()) {
            differences.add(names(come) + " in place of " + names(gone));
        }
        if (!before.program().equals(after.program())) {
            differences.add("another program or other arguments");
        }
        if (!before.properties().equals(after.properties())) {
            differences.add("other system properties");
        }
        if (!before.environment().equals(after.environment())) {
            differences.add("other environment variables");
        }
        if (!sameFiles(before.files(), after.files())) {
            differences.add("other files");
        }
        if (before.processors() != after.processors()) {
            differences.add(Evidence.count(after.processors(), "processor"));
        }
        return differences;
    }

    private static List<Path> minus(List<Path> paths, List<Path> others) {
        return paths.stream().filter(path -> !others.contains(path)).toList();
    }

    /** Names the first of them: that is what was asked for, the others are what it needs. */
    private static String names(List<Path> paths) {
        return paths.isEmpty()
                ? "nothing"
                : paths.getFirst().getFileName() + (paths.size() == 1 ? "" : " and " + (paths.size() - 1) + " more");
    }

    private static boolean sameFiles(Map<String, byte[]> some, Map<String, byte[]> others) {
        return some.keySet().equals(others.keySet())
                && some.entrySet().stream().allMatch(file -> Arrays.equals(file.getValue(), others.get(file.getKey())));
    }
}
