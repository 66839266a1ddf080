package dev.faultline.chaos.simulated;

import dev.faultline.chaos.CallPoint;
import dev.faultline.chaos.CodeFault;
import dev.faultline.chaos.Fault;
import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.Suitability;
import dev.faultline.sim.MethodPattern;
import java.util.Optional;

/** What no simulation can do, whatever runs in it: all nodes share the code of the JDK. */
public final class SimulationLimits implements Suitability {
    @Override
    public void require(FaultTemplate template, Fault fault) {
        obstacle(fault).ifPresent(why -> {
            throw template.wrong("method", why);
        });
    }

    @Override
    public void require(CallPoint point) {
        obstacle(point).ifPresent(why -> {
            throw new IllegalArgumentException("no step can begin " + point + ": " + why);
        });
    }

    static Optional<String> obstacle(Fault fault) {
        return fault instanceof CodeFault code ? MethodPattern.of(code.method()).obstacle() : Optional.empty();
    }

    private static Optional<String> obstacle(CallPoint point) {
        return point.call() instanceof CallPoint.OfMethod(String pattern)
                ? MethodPattern.of(pattern).obstacle()
                : Optional.empty();
    }
}
