package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.Disturbance;
import dev.faultline.sim.Disturbance.Order;
import dev.faultline.sim.PacketFilter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a disturbance becomes a stage of a link. What links share is made once. */
final class Recipe {
    private final Disturbance what;
    private final PacketMatch match;
    private final BandwidthStage.Queue sharedQueue = new BandwidthStage.Queue();
    private final List<Recipe> rules;

    Recipe(Disturbance what) {
        this.what = what;
        match = new PacketMatch(filter(what));
        rules = what instanceof Disturbance.FirstOf each
                ? each.rules().stream().map(Recipe::new).toList()
                : List.of();
    }

    private static PacketFilter filter(Disturbance what) {
        return switch (what) {
            case Disturbance.Loss loss -> loss.which();
            case Disturbance.Delay delay -> delay.which();
            case Disturbance.Bandwidth bandwidth -> bandwidth.which();
            case Disturbance.Duplication duplication -> duplication.which();
            case Disturbance.Corruption corruption -> corruption.which();
            case Disturbance.Reordering reordering -> reordering.which();
            case Disturbance.Stall stall -> stall.which();
            case Disturbance.Cut cut -> cut.which();
            case Disturbance.FirstOf rules -> rules.which();
        };
    }

    boolean isCut() {
        return what instanceof Disturbance.Cut;
    }

    boolean touches(Ends ends) {
        return match.touches(ends) && (rules.isEmpty() || rules.stream().anyMatch(rule -> rule.touches(ends)));
    }

    /** Returns what happens on a link; null if nothing does. */
    @Nullable
    Stage at(Ends ends, Site site) {
        return touches(ends)
                ? switch (what) {
                    case Disturbance.Loss loss -> new LossStage(match, site, loss.chance());
                    case Disturbance.Delay delay -> new DelayStage(match, site, delay.extra());
                    case Disturbance.Bandwidth bandwidth ->
                        new BandwidthStage(match, site, bandwidth.bytesPerSecond(), queue(bandwidth));
                    case Disturbance.Duplication duplication -> new DuplicationStage(match, site, duplication.chance());
                    case Disturbance.Corruption corruption -> new CorruptionStage(match, site, corruption.chance());
                    case Disturbance.Reordering reordering -> reordering(reordering.order(), site);
                    case Disturbance.Stall _ -> new StallStage(match, site);
                    case Disturbance.Cut _ -> null;
                    case Disturbance.FirstOf _ -> new FirstOfStage(match, site, rulesAt(ends, site));
                }
                : null;
    }

    private BandwidthStage.Queue queue(Disturbance.Bandwidth bandwidth) {
        return bandwidth.shared() ? sharedQueue : new BandwidthStage.Queue();
    }

    private Stage reordering(Order order, Site site) {
        return switch (order) {
            case Order.Window window ->
                new GatheringStage(
                        match,
                        site,
                        1,
                        window.packets(),
                        false,
                        window.patience().toNanos());
            case Order.Lateness lateness ->
                new LatenessStage(match, site, lateness.most().toNanos());
            case Order.Burst burst ->
                new GatheringStage(
                        match,
                        site,
                        burst.chance(),
                        burst.packets(),
                        burst.reversed(),
                        burst.patience().toNanos());
            case Order.Behind behind ->
                new BehindStage(match, site, behind.packets(), behind.patience().toNanos());
        };
    }

    private List<Stage> rulesAt(Ends ends, Site site) {
        return rules.stream()
                .map(rule -> rule.at(ends, site))
                .filter(Objects::nonNull)
                .toList();
    }
}
