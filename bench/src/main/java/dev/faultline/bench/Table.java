package dev.faultline.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Prints rows as they are measured, so that what is cut short has shown what it measured: in columns, with notes below their
 * rows, or as JSON, an object a line.
 */
final class Table implements Consumer<Row> {
    private static final double BUSY_LOAD_PER_CORE = 0.5;
    private static final String LINE = "%-66s %12s %-20s %-28s %10s %-24s %-12s %s";

    private final PrintStream out;
    private final boolean json;
    private int rows;
    private int missed;

    Table(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** Prints what the machine is, and what the columns are. */
    void begin(double unitMillis) {
        int cores = Runtime.getRuntime().availableProcessors();
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (json) {
            line(new JsonLine()
                    .with("cores", cores)
                    .with("jvm", System.getProperty("java.vm.version"))
                    .with("load", load)
                    .with("unitMillis", unitMillis));
            return;
        }
        line(cores + " cores, " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + ", " + System.getProperty("java.vm.vendor") + " "
                + System.getProperty("java.vm.version") + ", flags "
                + ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(flag -> flag.startsWith("-X"))
                        .toList());
        line("a unit of work, 1 ms of processor time where the bars were set, takes " + Row.number(unitMillis)
                + " ms here now; bars are about the ratio");
        if (load > BUSY_LOAD_PER_CORE * cores) {
            line(String.format(
                    Locale.ROOT, "warning: the machine is busy (load average %.1f): figures may be too low", load));
        }
        line(String.format(Locale.ROOT, LINE, "what", "figure", "", "beside", "ratio", "", "bar", ""));
    }

    @Override
    public void accept(Row row) {
        rows++;
        missed += row.misses() ? 1 : 0;
        if (json) {
            line(new JsonLine()
                    .with("what", row.what())
                    .with("figure", row.figure())
                    .with("unit", row.unit())
                    .with("beside", row.beside())
                    .with("ratio", row.ratio())
                    .with("ratioUnit", row.ratioUnit())
                    .with("bar", row.barText())
                    .with("outcome", row.outcome())
                    .with("note", row.note()));
            return;
        }
        line(String.format(
                Locale.ROOT,
                LINE,
                row.what(),
                Row.number(row.figure()),
                row.unit(),
                row.beside(),
                Row.number(row.ratio()),
                row.ratioUnit(),
                row.barText(),
                row.outcome()));
        if (!row.note().isEmpty()) {
            line("    " + row.note());
        }
    }

    /** Prints what it came to, and returns the exit code: 0 if something was measured and every bar is met. */
    int end() {
        if (json) {
            line(new JsonLine().with("rows", rows).with("missed", missed));
        } else if (rows == 0) {
            line("nothing was measured");
        } else {
            line(missed == 0 ? "every bar is met" : missed + (missed == 1 ? " bar is missed" : " bars are missed"));
        }
        return missed == 0 && rows > 0 ? 0 : 1;
    }

    private void line(Object text) {
        out.println(text.toString().stripTrailing());
        out.flush();
    }
}
