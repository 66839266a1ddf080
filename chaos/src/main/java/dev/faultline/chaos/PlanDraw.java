package dev.faultline.chaos;

import dev.faultline.chaos.Schedule.Entry;
import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Draws one schedule. First come the kills and partitions that must be: the time for faults is divided into as many equal
 * parts, each of which gets one of both, so they can neither crowd nor overlap. Then others come at random times, as long
 * as they overlap nothing that is there.
 */
final class PlanDraw {
    /** How often a fault that overlaps another is drawn again. */
    private static final int ATTEMPTS = 8;
    /** The same for those that must be; only a budget that leaves few nodes needs more than one. */
    private static final int REQUIRED_ATTEMPTS = 100;

    private final FaultPlan plan;
    private final Rng rng;
    private final FaultDraw faults;
    private final long startNanos;
    private final long endNanos;
    private final Map<FaultKind, Double> weights = new EnumMap<>(FaultKind.class);
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> victims;

    PlanDraw(FaultPlan plan, long seed) {
        this.plan = plan;
        rng = Rng.fork(seed, "faults");
        victims = victims(plan, seed);
        faults = new FaultDraw(plan, rng, victims);
        startNanos = plan.quietStart().toNanos();
        endNanos = plan.total().minus(plan.healingEnd()).toNanos();
    }

    /** Draws the nodes whose disks may be damaged, from a stream of their own. */
    static List<String> victims(FaultPlan plan, long seed) {
        if (plan.possible().stream().noneMatch(FaultKind::isDamage)) {
            return List.of();
        }
        Rng rng = Rng.fork(seed, "damaged nodes");
        List<String> left = new ArrayList<>(plan.nodes());
        List<String> victims = new ArrayList<>();
        while (victims.size() < plan.budget().damaged() && !left.isEmpty()) {
            victims.add(left.remove(rng.below(left.size())));
        }
        return victims;
    }

    Schedule draw() {
        drawWeights();
        int required = plan.required();
        int placed = 0;
        for (List<FaultKind> kinds :
                List.of(List.of(FaultKind.KILL, FaultKind.POWER_LOSS), List.of(FaultKind.PARTITION))) {
            List<FaultKind> allowed = new ArrayList<>(kinds);
            allowed.retainAll(plan.possible());
            if (!allowed.isEmpty()) {
                placed += placeOneInEachPart(allowed, required);
            }
        }
        placeOthers(placed);
        return new Schedule(entries);
    }

    /** In a swarm leaves each kind out with a chance of one half, and weighs the others at random; at least one kind is left. */
    private void drawWeights() {
        List<FaultKind> possible = plan.possible();
        if (!plan.swarm()) {
            possible.forEach(kind -> weights.put(kind, 1.0));
            return;
        }
        for (FaultKind kind : possible) {
            boolean present = rng.chance(0.5);
            double weight = 1.0 - rng.unit();
            weights.put(kind, present ? weight : 0.0);
        }
        FaultKind kept = possible.get(rng.below(possible.size()));
        weights.merge(kept, 0.0, (weight, ignored) -> weight > 0 ? weight : 1.0);
    }

    /** Returns how many found a place. */
    private int placeOneInEachPart(List<FaultKind> kinds, int parts) {
        int placed = 0;
        for (int part = 0; part < parts; part++) {
            long from = startNanos + (endNanos - startNanos) / parts * part;
            // The last nanosecond of a part stays free: a fault must not touch that of the next part.
            long to = from + (endNanos - startNanos) / parts - 1;
            long room = Math.max(to - from, plan.lastingMin().toNanos());
            for (int attempt = 0; attempt < REQUIRED_ATTEMPTS; attempt++) {
                long lasting = lasting(room);
                long at = rng.between(from, Math.max(from, from + room - lasting));
                Entry entry = entry(pick(kinds), rounded(at, from), lasting);
                if (isFree(entry)) {
                    entries.add(entry);
                    placed++;
                    break;
                }
            }
        }
        return placed;
    }

    private void placeOthers(int placed) {
        double mean = plan.meanInterval().toNanos();
        double expected = (endNanos - startNanos) / mean;
        double keep = 1.0 - placed / expected;
        double at = startNanos;
        while (true) {
            at -= mean * StrictMath.log(1.0 - rng.unit());
            if (at > endNanos - plan.lastingMin().toNanos()) {
                return;
            }
            if (rng.chance(keep)) {
                placeOne((long) at);
            }
        }
    }

    private void placeOne(long at) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Entry entry = entry(pick(plan.possible()), rounded(at, startNanos), lasting(endNanos - at));
            if (isFree(entry)) {
                entries.add(entry);
                return;
            }
        }
    }

    private long lasting(long roomNanos) {
        long most = Math.min(plan.lastingMax().toNanos(), roomNanos);
        return rounded(
                rng.between(plan.lastingMin().toNanos(), most),
                plan.lastingMin().toNanos());
    }

    private Entry entry(FaultKind kind, long at, long lasting) {
        return new Entry(Duration.ofNanos(at), faults.draw(kind, Duration.ofNanos(lasting)));
    }

    /** Cuts to whole milliseconds, which read well, unless that leads below the least. */
    private static long rounded(long nanos, long least) {
        return Math.max(least, nanos - nanos % 1_000_000L);
    }

    private FaultKind pick(List<FaultKind> kinds) {
        double sum = 0;
        for (FaultKind kind : kinds) {
            sum += weights.getOrDefault(kind, 0.0);
        }
        if (sum == 0) {
            return kinds.get(rng.below(kinds.size()));
        }
        double left = rng.unit() * sum;
        FaultKind last = kinds.getLast();
        for (FaultKind kind : kinds) {
            double weight = weights.getOrDefault(kind, 0.0);
            if (weight > 0) {
                last = kind;
                if (left < weight) {
                    return kind;
                }
                left -= weight;
            }
        }
        return last;
    }

    /** Returns whether the entry takes hold of nothing that is taken, and the budget allows it. */
    private boolean isFree(Entry added) {
        Set<String> claims = Claims.of(added.fault(), plan.nodes());
        // All that last at any time of the added fault: a bound to those that last at once.
        List<Fault> together = new ArrayList<>(List.of(added.fault()));
        for (Entry entry : entries) {
            if (entry.at().compareTo(added.end()) <= 0 && added.at().compareTo(entry.end()) <= 0) {
                if (!Collections.disjoint(claims, Claims.of(entry.fault(), plan.nodes()))) {
                    return false;
                }
                together.add(entry.fault());
            }
        }
        return (!isDown(added.fault()) || isDownWithin(together))
                && (!CutOff.breaksWays(added.fault()) || isCutOffWithin(together));
    }

    private static boolean isDown(Fault fault) {
        return FaultKind.ofWord(fault.kind()).isDown();
    }

    private boolean isDownWithin(List<Fault> together) {
        Set<String> down = new LinkedHashSet<>();
        together.stream().filter(PlanDraw::isDown).forEach(fault -> down.addAll(Names.in(fault)));
        int count = down.size();
        down.addAll(victims);
        return isWithin(count, down.size(), plan.budget().down());
    }

    private boolean isCutOffWithin(List<Fault> together) {
        return isWithin(
                CutOff.missing(together, plan.nodes(), List.of()).size(),
                CutOff.missing(together, plan.nodes(), victims).size(),
                plan.budget().cutOff());
    }

    /** A damaged node counts as one that is missing for the whole run. */
    private boolean isWithin(int missing, int withVictims, int most) {
        return missing <= most && withVictims <= Math.max(most, victims.size());
    }
}
