package dev.faultline.chaos;

import dev.faultline.chaos.NetworkFault.Cut;
import dev.faultline.chaos.NetworkFault.Links;
import java.util.List;

/** How ways between nodes are written. */
final class WayNotation {
    private WayNotation() {}

    /** Reads {@code n1 <> n2,n3}. */
    static Links links(Line line) {
        int column = line.column();
        List<String> from = line.names();
        boolean bothWays = line.symbol("<>");
        if (!bothWays && !line.symbol(">")) {
            throw line.expected("',', '>' or '<>'");
        }
        List<String> to = line.names();
        return Notation.at(line, column, () -> new Links(from, to, bothWays));
    }

    /** Reads {@code halves n1,n2 | n3}. */
    static Cut cut(Line line) {
        Cut.Shape shape =
                Notation.at(line, line.column(), () -> Cut.Shape.ofWord(line.word("the shape of the partition")));
        int sides = line.column();
        List<String> side = Notation.at(line, sides, () -> Names.check(line.names()));
        if (shape == Cut.Shape.RING) {
            return Notation.at(line, sides, () -> new Cut(shape, side, List.of()));
        }
        String between = shape == Cut.Shape.ONE_WAY ? ">" : "|";
        if (!line.symbol(between)) {
            throw line.expected("',' or '" + between + "'");
        }
        List<String> other = Notation.at(line, line.column(), () -> Names.check(line.names()));
        return Notation.at(line, sides, () -> new Cut(shape, side, other));
    }
}
