package dev.faultline.invariant;

import dev.faultline.invariant.Expression.At;
import dev.faultline.invariant.Expression.Fold;
import dev.faultline.invariant.Expression.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Trees of all forms, sound ones, over few names, so that what is asked for is often published. */
final class RandomTrees {
    private static final List<String> STRANGE =
            List.of("all", "a b", "x", "ä`\\\"", "1", "nil", "f", "\n\u0000", "in", "{\"");
    static final List<String> FIRST = List.of("balance", "term", "x");
    static final List<String> PARTS = List.of("a", "b", "x");
    static final List<String> NODES = List.of("n1", "n2", "x");

    private final Random random;
    private final boolean strange;
    private int budget;
    private boolean inOld;

    /** Makes a source; {@code strange} ones have names and texts that are hard to write. */
    RandomTrees(long seed, boolean strange) {
        random = new Random(seed);
        this.strange = strange;
    }

    Expression next() {
        return sound(() -> any(List.of()));
    }

    /** Returns a tree that is mostly of the right kinds: a comparison or what joins such. */
    Expression nextRight() {
        return sound(() -> flag(List.of()));
    }

    /** Makes trees until one does not ask for an outcome that there is not. */
    private Expression sound(Supplier<Expression> trees) {
        while (true) {
            budget = 1 + random.nextInt(25);
            Expression tree = trees.get();
            if (isSound(Optional.empty(), tree)) {
                return tree;
            }
        }
    }

    /** Returns a scope that something in the tree is subject to. */
    Optional<Scope> scope(Expression tree) {
        return scope().filter(scope -> isSound(Optional.of(scope), tree));
    }

    private static boolean isSound(Optional<Scope> scope, Expression tree) {
        try {
            Soundness.require(scope, tree);
            return true;
        } catch (UnsoundException e) {
            return false;
        }
    }

    private Optional<Scope> scope() {
        return Optional.ofNullable(
                switch (random.nextInt(8)) {
                    case 0 -> new Scope.OnObject(plain());
                    case 1 -> new Scope.ForGroup(List.of(plain()));
                    case 2 -> new Scope.ForGroup(List.of(plain(), plain()));
                    case 3 -> new Scope.SystemWide();
                    default -> null;
                });
    }

    private Place plain() {
        return Terms.place(pick(FIRST), (Object[]) (random.nextBoolean() ? new String[0] : new String[] {pick(PARTS)}));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private Expression any(List<String> bound) {
        return random.nextInt(3) == 0 ? number(bound) : flag(bound);
    }

    private Expression flag(List<String> bound) {
        if (--budget <= 0) {
            return random.nextInt(4) == 0 ? Terms.of(random.nextBoolean()) : compared(bound);
        }
        return switch (random.nextInt(9)) {
            case 0 -> flag(bound).and(flag(bound));
            case 1 -> flag(bound).or(flag(bound));
            case 2 -> flag(bound).implies(flag(bound));
            case 3 -> Terms.not(flag(bound));
            case 4 -> Terms.known(place(bound, false));
            case 5 -> quantified(bound, random.nextBoolean() ? Fold.Kind.ALL : Fold.Kind.ANY, true);
            case 6 -> old(() -> flag(bound));
            default -> compared(bound);
        };
    }

    private Expression compared(List<String> bound) {
        Operator operator = pick(List.of(Operator.values()).subList(3, 9));
        return new Expression.Binary(operator, number(bound), number(bound));
    }

    private Expression number(List<String> bound) {
        if (--budget <= 0) {
            return random.nextBoolean() ? literal() : place(bound, false);
        }
        return switch (random.nextInt(12)) {
            case 0, 1 ->
                new Expression.Binary(pick(List.of(Operator.values()).subList(9, 14)), number(bound), number(bound));
            case 2 -> new Expression.Negative(number(bound));
            case 3, 4 ->
                new Fold(
                        pick(List.of(Fold.Kind.SUM, Fold.Kind.COUNT, Fold.Kind.MIN, Fold.Kind.MAX)),
                        Optional.empty(),
                        place(bound, true),
                        Optional.empty());
            case 5 -> quantified(bound, pick(List.of(Fold.Kind.SUM, Fold.Kind.MIN, Fold.Kind.MAX)), false);
            case 6 -> quantified(bound, Fold.Kind.COUNT, true);
            case 7 -> old(() -> number(bound));
            case 8 -> Terms.operation(pick(List.of(OperationPart.values())));
            case 9 -> bound.isEmpty() ? literal() : Terms.variable(pick(bound));
            case 10 -> literal();
            default -> place(bound, false);
        };
    }

    private Expression old(Supplier<Expression> inner) {
        if (inOld) {
            return inner.get();
        }
        inOld = true;
        Expression old = Terms.old(inner.get());
        inOld = false;
        return old;
    }

    private Expression quantified(List<String> bound, Fold.Kind kind, boolean flag) {
        String variable = pick(List.of("x", "y", "a", "n1"));
        Place group = place(bound, true);
        List<String> inside = new ArrayList<>(bound);
        inside.add(variable);
        return Terms.fold(kind, variable, group, flag ? flag(inside) : number(inside));
    }

    private Place place(List<String> bound, boolean group) {
        Optional<At> node = Optional.ofNullable(
                switch (random.nextInt(6)) {
                    case 0 -> new At.NodeNamed(strange && random.nextInt(3) == 0 ? pick(STRANGE) : pick(NODES));
                    case 1 -> bound.isEmpty() ? null : new At.NodeOf(pick(bound));
                    case 2 -> group ? new At.EveryNode() : null;
                    default -> null;
                });
        List<Expression> path = new ArrayList<>();
        if (node.isEmpty() || !(node.get() instanceof At.EveryNode) || random.nextBoolean()) {
            path.add(Terms.of(strange && random.nextInt(4) == 0 ? pick(STRANGE) : pick(FIRST)));
            for (int i = random.nextInt(group ? 2 : 3); i > 0; i--) {
                path.add(part(bound));
            }
        }
        return new Place(node, path);
    }

    private Expression part(List<String> bound) {
        return switch (random.nextInt(5)) {
            case 0 -> bound.isEmpty() ? Terms.of(pick(PARTS)) : Terms.variable(pick(bound));
            case 1 -> Terms.key();
            case 2 -> strange ? number(bound) : Terms.of(pick(PARTS));
            default -> Terms.of(strange && random.nextInt(4) == 0 ? pick(STRANGE) : pick(PARTS));
        };
    }

    private Expression literal() {
        return switch (random.nextInt(strange ? 7 : 4)) {
            case 0, 1 -> Terms.of(random.nextInt(4) - 1);
            case 2 -> Terms.of(pick(PARTS));
            case 3 -> new Expression.Literal(new Value.Num(BigDecimal.valueOf(random.nextInt(40) - 20, 1)));
            case 4 -> Terms.of(pick(STRANGE));
            case 5 -> Terms.nil();
            default ->
                new Expression.Literal(new Value.Num(BigDecimal.valueOf(random.nextLong(), random.nextInt(560) - 280)));
        };
    }
}
