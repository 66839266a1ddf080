package dev.faultline.experiment;

import dev.faultline.chaos.Drawn;
import dev.faultline.workload.KeyDistribution;
import dev.faultline.workload.Sizes;
import dev.faultline.workload.Workload;
import dev.faultline.workload.ready.Workloads;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the clients ask, whoever and how often they do.
 *
 * @param kind the name of a workload that is ready, or of a class of the user's
 * @param isOwn whether it is a class
 * @param shares how often each function is asked for, in percent; empty for what is usual for the workload
 * @param settings of the workload
 * @param keys how the key of a request is chosen
 * @param conflicts the share of requests that is to be about a key of which another client has a request open; empty to leave that
 *     to luck
 * @param valueSize how many characters a value has, a number or a range such as {@code uniform 10..100}; empty for as few as can be
 */
public record RequestSpec(
        String kind,
        boolean isOwn,
        Map<String, Integer> shares,
        Map<String, String> settings,
        KeyDistribution keys,
        OptionalDouble conflicts,
        Optional<String> valueSize) {
    /** Copies the maps, in their order. */
    public RequestSpec {
        shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** Returns what asks for these functions of a ready workload, and is else as usual. */
    public static RequestSpec of(String kind, Map<String, Integer> shares) {
        return new RequestSpec(
                kind, false, shares, Map.of(), new KeyDistribution.Uniform(), OptionalDouble.empty(), Optional.empty());
    }

    /** Returns what draws the sizes of values. */
    Sizes sizes() {
        return valueSize
                .<Sizes>map(
                        size -> Drawn.isRange(size) ? rng -> (int) Drawn.whole(size, rng) : _ -> Integer.parseInt(size))
                .orElse(Sizes.SHORT);
    }

    /** Returns how keys are to be chosen, for people; empty where that is left to even luck. */
    String keyWords() {
        String distribution = keys.words().equals("uniform") ? "" : keys.words();
        if (conflicts.isEmpty()) {
            return distribution;
        }
        return distribution + (distribution.isEmpty() ? "" : ", ") + "conflicts " + conflicts.getAsDouble();
    }

    /** Returns the workload, if it is a ready one. */
    Optional<Workload> ready() {
        return isOwn ? Optional.empty() : Workloads.named(kind);
    }
}
