package dev.faultline.check;

/** Shorthands for generated histories of registers. */
final class Registers {

    private Registers() {}

    static HistoryGenerator shape(
            int operations,
            int clients,
            int keys,
            int values,
            int casPercent,
            int readPercent,
            int crashPercent,
            int hotKeyPercent) {
        return new HistoryGenerator(
                HistoryGenerator.Kind.REGISTER,
                operations,
                clients,
                keys,
                values,
                casPercent,
                readPercent,
                crashPercent,
                hotKeyPercent,
                HistoryGenerator.Anomaly.NONE);
    }
}
