package dev.faultline.workload.ready;

import dev.faultline.sim.Rng;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Deals functions from a shuffled pack that has each as often as its share says, so that the shares come out soon and not only in the
 * long run. A pack is not so small that a client could see what comes.
 */
final class Deck {
    private static final int PACK_MIN = 20;
    private static final int WHOLE = 100;

    private final Map<String, Integer> percent;
    private final Rng rng;
    private final List<String> pack = new ArrayList<>();

    /** Makes a deck; shares of nothing are left out, and the others make 100. */
    Deck(Map<String, Integer> percent, Rng rng) {
        this.percent = new LinkedHashMap<>(percent);
        this.percent.values().removeIf(share -> share == 0);
        this.rng = rng;
    }

    boolean has(String function) {
        return percent.containsKey(function);
    }

    /** Returns the next function. */
    String deal() {
        if (pack.isEmpty()) {
            int divisor = percent.values().stream().reduce(0, Deck::greatestCommonDivisor);
            int repeats = Math.ceilDiv(PACK_MIN * divisor, WHOLE);
            percent.forEach((function, share) -> {
                for (int card = 0; card < share / divisor * repeats; card++) {
                    pack.add(function);
                }
            });
            for (int last = pack.size() - 1; last > 0; last--) {
                int other = rng.below(last + 1);
                String moved = pack.set(last, pack.get(other));
                pack.set(other, moved);
            }
        }
        return pack.removeLast();
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
