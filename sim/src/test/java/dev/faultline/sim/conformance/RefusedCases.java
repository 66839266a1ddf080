package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Expect.equal;

import java.util.List;

/** What the JDK does and the simulator refuses: it says so, and lists it. */
final class RefusedCases {
    private RefusedCases() {}

    static List<Case> cases() {
        return List.of(Case.refused("processes", "a program of the host is run and its output read", () -> {
            Process process = new ProcessBuilder("/bin/echo", "hello").start();
            equal(new String(process.getInputStream().readAllBytes()), "hello\n");
        }));
    }
}
