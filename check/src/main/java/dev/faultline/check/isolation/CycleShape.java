package dev.faultline.check.isolation;

/**
 * The cycles that make one kind of anomaly within one scope, as walks that begin with a certain edge and come back in a
 * certain state.
 */
final class CycleShape {

    /** Whether a walk that comes back to its begin in this state is such a cycle. */
    interface Goal {
        boolean accepts(int state);
    }

    private static final int IN_SCOPE = 1;
    private static final int LAST_RW = 2;
    private static final int FLAG = 4;
    private static final int STATES = 8;

    final AnomalyKind kind;
    final Scope scope;
    final EdgeKind pivot;
    final Automaton automaton;
    /** The state after the first edge. */
    final int start;
    /** Whether the cycle may come to a transaction once only. */
    final boolean simple;

    private final Goal goal;

    private CycleShape(
            AnomalyKind kind, Scope scope, EdgeKind pivot, Automaton automaton, int start, boolean simple, Goal goal) {
        this.kind = kind;
        this.scope = scope;
        this.pivot = pivot;
        this.automaton = automaton;
        this.start = start;
        this.simple = simple;
        this.goal = goal;
    }

    /**
     * The cycles of a kind. A state of the walk has three bits: whether an edge of the scope was taken, whether the last
     * edge was an anti-dependency, and a flag for another one (G-nonadjacent) or two in a row (G2).
     */
    static CycleShape of(AnomalyKind kind, Scope scope) {
        EdgeKind pivot = switch (kind) {
            case G0 -> EdgeKind.WW;
            case G1C -> EdgeKind.WR;
            default -> EdgeKind.RW;
        };
        Automaton automaton = Automaton.of(STATES, (state, edge) -> step(kind, scope, state, edge));
        int start = pivot == EdgeKind.RW ? LAST_RW : 0;
        return new CycleShape(kind, scope, pivot, automaton, start, true, state -> {
            boolean inScope = scope == Scope.DATA || (state & IN_SCOPE) != 0;
            boolean lastRw = (state & LAST_RW) != 0;
            return inScope
                    && switch (kind) {
                        case G_NONADJACENT -> (state & FLAG) != 0 && !lastRw;
                        case G2 -> (state & FLAG) != 0 || lastRw;
                        default -> true;
                    };
        });
    }

    /** Cycles of any edges that the automaton takes, which begin with this one. */
    static CycleShape any(AnomalyKind kind, Scope scope, EdgeKind pivot, Automaton automaton) {
        int last = automaton.states - 1;
        int start = automaton.next(last, (byte) pivot.number());
        return new CycleShape(kind, scope, pivot, automaton, start, automaton.states == 1, state -> state == last);
    }

    boolean accepts(int state) {
        return goal.accepts(state);
    }

    private static int step(AnomalyKind kind, Scope scope, int state, EdgeKind edge) {
        int kept = state & (IN_SCOPE | FLAG);
        return switch (edge) {
            case WW -> kept;
            case WR -> kind == AnomalyKind.G0 ? Automaton.REFUSED : kept;
            case RW -> {
                boolean adjacent = (state & LAST_RW) != 0;
                yield switch (kind) {
                    case G_NONADJACENT -> adjacent ? Automaton.REFUSED : kept | LAST_RW | FLAG;
                    case G2 -> kept | LAST_RW | (adjacent ? FLAG : 0);
                    default -> Automaton.REFUSED;
                };
            }
            case SESSION, REALTIME -> {
                boolean wanted = scope == Scope.SESSION ? edge == EdgeKind.SESSION : edge == EdgeKind.REALTIME;
                boolean allowed = (scope.edges() & edge.bit()) != 0;
                yield !allowed ? Automaton.REFUSED : kept | (wanted ? IN_SCOPE : 0);
            }
            case PASS -> state;
        };
    }
}
