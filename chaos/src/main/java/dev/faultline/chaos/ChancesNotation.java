package dev.faultline.chaos;

import dev.faultline.sim.DatagramFaults;

/** How the chances of what goes wrong with datagrams are written: {@code loss 0.1 duplication 0.05}. */
final class ChancesNotation {
    private ChancesNotation() {}

    static DatagramFaults read(Line line) {
        int column = line.column();
        double loss = chance(line, "loss");
        double duplication = chance(line, "duplication");
        double reordering = chance(line, "reordering");
        return line.at(column, () -> new DatagramFaults(loss, duplication, reordering));
    }

    /** Where another word stands, the chance is zero. */
    private static double chance(Line line, String what) {
        return line.symbol(what) ? number(line) : 0;
    }

    private static double number(Line line) {
        return line.at(line.column(), () -> Numbers.parse(line.word("a number, such as 0.5")));
    }

    static String write(DatagramFaults chances) {
        return (part("loss", chances.loss())
                        + part("duplication", chances.duplication())
                        + part("reordering", chances.reordering()))
                .strip();
    }

    private static String part(String what, double chance) {
        return chance > 0 ? " " + what + " " + Numbers.text(chance) : "";
    }
}
