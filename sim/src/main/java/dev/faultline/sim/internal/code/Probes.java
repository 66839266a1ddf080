package dev.faultline.sim.internal.code;

import dev.faultline.sim.MethodPattern;
import dev.faultline.sim.internal.vm.Probed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which methods of a node's programs are to have a probe, and those that were found so far; and whether the places at which they
 * allocate are to have one.
 */
public final class Probes {
    private final List<MethodPattern> patterns = new ArrayList<>();
    private boolean ofAllocations;

    /** What probes are wanted: classes that were woven for the same are the same. */
    public record Wanted(List<MethodPattern> methods, boolean ofAllocations) {}

    private final Map<String, Probed.Site> sites = new LinkedHashMap<>();

    /** Returns whether there was no such pattern yet. */
    public boolean isNew(MethodPattern pattern) {
        return !patterns.contains(pattern);
    }

    public void add(MethodPattern pattern) {
        if (isNew(pattern)) {
            patterns.add(pattern);
        }
    }

    public boolean areOfAllocations() {
        return ofAllocations;
    }

    public void addAllocations() {
        ofAllocations = true;
    }

    public List<MethodPattern> patterns() {
        return List.copyOf(patterns);
    }

    public Wanted wanted() {
        return new Wanted(patterns(), ofAllocations);
    }

    /** Returns whether methods of the class, by its binary name with dots, may be meant. */
    public boolean want(String className) {
        for (MethodPattern pattern : patterns) {
            if (pattern.matchesClass(className)) {
                return true;
            }
        }
        return false;
    }

    /** Takes note of a class that is loaded. */
    public void found(Probed probed) {
        probed.sites().forEach(site -> sites.putIfAbsent(site.key(), site));
    }

    Probed.Site site(String key) {
        Probed.Site site = sites.get(key);
        if (site == null) {
            throw new IllegalStateException("there is no probe " + key);
        }
        return site;
    }

    static boolean isMeant(MethodPattern pattern, Probed.Site site) {
        return pattern.matches(site.className(), site.name(), site.descriptor(), site.isMade());
    }
}
