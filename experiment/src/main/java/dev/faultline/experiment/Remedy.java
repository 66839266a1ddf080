package dev.faultline.experiment;

import dev.faultline.sim.UnmodelledUse;
import java.util.regex.Pattern;

/**
 * What it means that a system met something which the simulator refuses or does not model, and what to do about it: a
 * line of {@code remedies.txt}.
 *
 * @param kind what it is about
 * @param what found in {@link UnmodelledUse#what}
 * @param means what the system got instead, and why
 * @param remedy what to do
 */
public record Remedy(UnmodelledUse.Kind kind, Pattern what, String means, String remedy) {
    private static final String FILE = "remedies.txt";

    /** Returns the line for this use; there is one for every kind. */
    public static Remedy of(UnmodelledUse use) {
        return Table.read(FILE, 4).stream()
                .map(Remedy::parse)
                .filter(remedy -> remedy.kind == use.kind()
                        && remedy.what.matcher(use.what()).find())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(FILE + " has no line for " + use.kind()));
    }

    private static Remedy parse(Table.Row row) {
        return new Remedy(
                UnmodelledUse.Kind.valueOf(row.cell(0)), Pattern.compile(row.cell(1)), row.cell(2), row.cell(3));
    }
}
