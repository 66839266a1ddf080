package dev.faultline.workload;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often each of the keys is chosen. */
public sealed interface KeyDistribution {
    /** Every key as often as any other. */
    record Uniform() implements KeyDistribution {}

    /**
     * The key of rank r in proportion to 1/r^exponent; the first key has rank 1 (George Zipf, "Human Behavior and the Principle of
     * Least Effort", 1949).
     *
     * @param exponent above 0, at most 10; 0.99 is usual for stores of keys and values
     */
    record Zipfian(double exponent) implements KeyDistribution {}

    /**
     * Some keys get most of the requests; within both groups every key is chosen as often as any other.
     *
     * @param requests the share of requests that go to the hot keys, 0 to 1
     * @param keys the share of keys that are hot, above 0 and below 1; the first ones, at least one and not all
     */
    record HotSpot(double requests, double keys) implements KeyDistribution {}

    /** One key after the other, and again from the first. */
    record Sequential() implements KeyDistribution {}

    /**
     * Reads {@code uniform}, {@code sequential}, {@code zipfian 0.99} or {@code hot 0.8 on 0.2}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static KeyDistribution parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Matcher zipfian =
                Pattern.compile("zipfian\\s+(\\d{1,2}(?:\\.\\d{1,6})?)").matcher(plain);
        if (zipfian.matches()) {
            double exponent = Double.parseDouble(zipfian.group(1));
            if (exponent > 0 && exponent <= 10) {
                return new Zipfian(exponent);
            }
        }
        Matcher hot = Pattern.compile("hot\\s+([01](?:\\.\\d{1,6})?)\\s+on\\s+([01](?:\\.\\d{1,6})?)")
                .matcher(plain);
        if (hot.matches()) {
            double requests = Double.parseDouble(hot.group(1));
            double keys = Double.parseDouble(hot.group(2));
            if (requests <= 1 && keys > 0 && keys < 1) {
                return new HotSpot(requests, keys);
            }
        }
        return switch (plain) {
            case "uniform" -> new Uniform();
            case "sequential" -> new Sequential();
            default ->
                throw new IllegalArgumentException(
                        "keys are chosen 'uniform', 'sequential', 'zipfian 0.99' (an exponent up to"
                                + " 10) or 'hot 0.8 on 0.2' (a share of the requests on a share of the keys), not '"
                                + text + "'");
        };
    }

    /** Returns how likely each of so many keys is, the first key first; they add up to 1. */
    default double[] shares(int keys) {
        double[] shares = new double[keys];
        switch (this) {
            case Uniform _, Sequential _ -> Arrays.fill(shares, 1.0 / keys);
            case Zipfian(double exponent) -> {
                double sum = 0;
                for (int rank = 1; rank <= keys; rank++) {
                    shares[rank - 1] = 1 / StrictMath.pow(rank, exponent);
                    sum += shares[rank - 1];
                }
                for (int key = 0; key < keys; key++) {
                    shares[key] /= sum;
                }
            }
            case HotSpot(double requests, double part) -> {
                int hot = Math.max(1, Math.min(keys - 1, (int) Math.round(part * keys)));
                for (int key = 0; key < keys; key++) {
                    shares[key] = keys == 1 ? 1 : key < hot ? requests / hot : (1 - requests) / (keys - hot);
                }
            }
        }
        return shares;
    }

    /** Returns it as {@link #parse} reads it. */
    default String words() {
        return switch (this) {
            case Uniform _ -> "uniform";
            case Sequential _ -> "sequential";
            case Zipfian(double exponent) -> "zipfian " + exponent;
            case HotSpot(double requests, double keys) -> "hot " + requests + " on " + keys;
        };
    }
}
