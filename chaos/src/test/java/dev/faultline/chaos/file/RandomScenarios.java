package dev.faultline.chaos.file;

import dev.faultline.chaos.CallPoint;
import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.MessagePoint;
import dev.faultline.chaos.RandomFaults;
import dev.faultline.chaos.scenario.EventPattern;
import dev.faultline.chaos.scenario.Moment;
import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.chaos.scenario.Span;
import dev.faultline.chaos.scenario.Step;
import dev.faultline.sim.DiskCall;
import dev.faultline.sim.PacketFilter;
import dev.faultline.sim.Rng;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Scenarios of every kind of step in every order of nesting. */
final class RandomScenarios {
    private static final List<String> NAMES = List.of("p1", "half of \"all\"", "ü\\", "true", "12");
    private static final List<String> DRAWN = List.of(
            "kill @any for uniform 1s..5s",
            "power-loss @west for log 10ms..10s",
            "partition halves @half | @others",
            "kill @printed(\"LEA\\\\D # [x] 'y'\") for 3s",
            "partition one-node @event(\"LinePrinted line=LEA\\\\D\") | @others",
            "latency @trigger <> @others by normal 200ms 50ms",
            "method-throw @any of a.B.c throwing x.Y saying \"for @any at 5s \\\"uniform 1s..5s\\\"\" with log"
                    + " 0.01..0.1",
            "disk-error @any at sync of /data with log 0.01..0.1 for 5s");
    private static final List<String> TEXTS =
            List.of("LEADING", "a \"b\" \\\\ c", "[x]{2} # : - ", "^\\t?'no'$", "ä\u2028€ 😀", "~", "null", "5");

    private static final List<String> ROLLING = List.of(
            "restart all for uniform 1s..5s",
            "upgrade @west to version=3.9.5 within 0s for 2s",
            "clock-strobe n1 by 1h every 1s for 10s",
            "truncate all of /data by 1B");

    private static final List<DiskCall.Kind> CALLS = List.of(DiskCall.Kind.values());

    private final Rng rng;
    private final RandomFaults faults;

    RandomScenarios(long seed) {
        rng = new Rng(seed);
        faults = new RandomFaults(seed);
    }

    Scenario next() {
        List<Step> steps = new ArrayList<>(list(() -> step(3)));
        // What is spoken of must be there.
        steps.removeIf(step -> !new Scenario(List.of(step), Map.of()).astray().isEmpty());
        NAMES.forEach(name -> steps.add(new Step.Break(name, FaultTemplate.parse("power-loss @west for 3s"))));
        return new Scenario(steps, Map.of("west", List.of("n1", "zk-2")));
    }

    private Step step(int depth) {
        return switch (rng.below(depth == 0 ? 5 : 12)) {
            case 0 -> new Step.Break(rng.chance(0.5) ? "" : one(NAMES), fault());
            case 1 -> new Step.Heal(one(NAMES));
            case 2 -> new Step.Change(one(NAMES), fault());
            case 3 -> new Step.Wait(moment());
            case 4 ->
                new Step.Rolling(
                        FaultTemplate.parse(one(ROLLING)), rng.chance(0.5) ? Optional.empty() : Optional.of(span()));
            case 5 -> sequence(list(() -> rng.chance(0.4) ? new Step.Wait(moment()) : step(depth - 1)));
            case 6 -> new Step.Together(list(() -> step(depth - 1)));
            case 10 -> new Step.Excused(step(depth - 1));
            case 9 -> new Step.Perhaps(1 - rng.unit(), step(depth - 1));
            case 7 ->
                new Step.Choose(list(
                        () -> new Step.Option(rng.chance(0.5) ? 1 : 1e-5 + 1e5 * rng.unit(), step(depth - 1))));
            case 8 -> repeat(step(depth - 1), rng.below(3), rng.chance(0.5) ? Optional.empty() : Optional.of(span()));
            default -> new Step.While(pattern(), pattern(), step(depth - 1));
        };
    }

    /** One step where another could never come. */
    private static Step sequence(List<Step> steps) {
        try {
            return new Step.Sequence(steps);
        } catch (IllegalArgumentException e) {
            return new Step.Sequence(List.of(steps.getLast()));
        }
    }

    private static Step repeat(Step step, int times, Optional<Span> every) {
        try {
            return new Step.Repeat(step, times, every);
        } catch (IllegalArgumentException e) {
            return new Step.Repeat(step, 1, every);
        }
    }

    private <T> List<T> list(Supplier<T> item) {
        List<T> list = new ArrayList<>();
        for (int i = 1 + rng.below(3); i > 0; i--) {
            list.add(item.get());
        }
        return list;
    }

    private FaultTemplate fault() {
        return rng.chance(0.5) ? FaultTemplate.of(faults.next()) : FaultTemplate.parse(one(DRAWN));
    }

    private Moment moment() {
        return switch (rng.below(6)) {
            case 5 -> new Moment.Message(message());
            case 4 ->
                new Moment.Call(new CallPoint(
                        rng.chance(0.5) ? List.of("all") : List.of("n1", "n2"),
                        rng.chance(0.7)
                                ? new CallPoint.OfDisk(one(CALLS), "/data/**")
                                : new CallPoint.OfMethod("**.Store$In.write*(byte[],int)"),
                        rng.chance(0.5) ? CallPoint.Side.BEFORE : CallPoint.Side.AFTER,
                        1 + rng.below(2)));
            case 0 -> new Moment.At(span());
            case 1 -> new Moment.After(span());
            case 2 -> new Moment.On(pattern(), 1 + rng.below(3));
            default -> new Moment.Absent(pattern(), span());
        };
    }

    private MessagePoint message() {
        PacketFilter which = rng.chance(0.5)
                ? PacketFilter.ALL
                : PacketFilter.ALL.with(PacketFilter.Protocol.UDP).withPorts(2181);
        return new MessagePoint(
                rng.chance(0.5) ? List.of() : List.of("n1", "n2"),
                rng.chance(0.5) ? List.of() : List.of("client"),
                switch (rng.below(4)) {
                    case 0 -> which;
                    case 1 -> which.withText(one(TEXTS));
                    case 2 -> which.withBytes((byte) 1, (byte) -1);
                    default -> which.withRegex("a.*\"b");
                },
                rng.chance(0.5) ? MessagePoint.When.SENT : MessagePoint.When.ARRIVED,
                1 + rng.below(2));
    }

    private Span span() {
        return new Span(one(List.of("0s", "5s", "1.5ms", "uniform 1s..5s", "log 10ms..10s")));
    }

    private EventPattern pattern() {
        if (rng.chance(0.5)) {
            EventPattern printed = EventPattern.printed(one(TEXTS));
            return rng.chance(0.5) ? printed : new EventPattern(printed.event(), "n1", printed.where());
        }
        Map<String, Pattern> where = new LinkedHashMap<>();
        for (int i = rng.below(3); i > 0; i--) {
            where.put(one(List.of("fault", "line", "a b", "x.y")), Pattern.compile(one(TEXTS)));
        }
        return new EventPattern(one(List.of("FaultInjected", EventPattern.LINE)), rng.chance(0.5) ? "" : "n2", where);
    }

    private <T> T one(List<T> list) {
        return list.get(rng.below(list.size()));
    }
}
