package dev.faultline.bench.house;

import java.util.Collection;
import java.util.List;

/**
 * Types or rooms each of which uses each other, directly or by way of others: a strongly connected component of more than
 * one.
 *
 * @param members their names, in order
 * @param families the sealed types among them with their permitted subtypes, each in order; these use each other by nature
 */
public record Circle(List<String> members, List<List<String>> families) {
    /** Copies the names. */
    public Circle {
        members = List.copyOf(members);
        families = families.stream().map(List::copyOf).toList();
    }

    /** Returns how many use each other. */
    public int size() {
        return members.size();
    }

    /** Returns how many use each other if each sealed family is taken for one. */
    public int sizeBesideFamilies() {
        int inFamilies = families.stream().mapToInt(Collection::size).sum();
        return size() - inFamilies + families.size();
    }
}
