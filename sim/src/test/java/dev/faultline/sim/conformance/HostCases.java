package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Expect.equal;
import static dev.faultline.sim.conformance.Expect.isTrue;
import static dev.faultline.sim.conformance.Expect.thrown;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The names and interfaces of a host. */
final class HostCases {
    private static final List<Case> CASES = new ArrayList<>();

    static {
        hosts();
    }

    private HostCases() {}

    static List<Case> cases() {
        return List.copyOf(CASES);
    }

    private static void add(String name, Case.Body body) {
        CASES.add(new Case("names and interfaces", name, body));
    }

    private static void hosts() {
        add("there is a loopback interface that is up", () -> {
            NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
            equal(loopback.isLoopback(), true);
            equal(loopback.isUp(), true);
            equal(loopback.isVirtual(), false);
            equal(loopback.getHardwareAddress(), null);
            equal(NetworkInterface.getByName(loopback.getName()), loopback);
            equal(NetworkInterface.getByIndex(loopback.getIndex()), loopback);
            isTrue(Collections.list(NetworkInterface.getNetworkInterfaces()).contains(loopback), "it is listed");
            equal(NetworkInterface.getByName("nosuch0"), null);
        });
        add("the local host has a name and an address of its own", () -> {
            InetAddress local = InetAddress.getLocalHost();
            equal(InetAddress.getByName(local.getHostName()), local);
            isTrue(NetworkInterface.getByInetAddress(local) != null, "an interface has it");
        });
        add("localhost is the loopback address", () -> {
            equal(InetAddress.getByName("localhost").isLoopbackAddress(), true);
            equal(InetAddress.getByName(null).isLoopbackAddress(), true);
            equal(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}).getHostName(), "localhost");
        });
        add("a literal needs no resolver", () -> {
            equal(InetAddress.getByName("192.0.2.7").getHostAddress(), "192.0.2.7");
            equal(InetAddress.getByName("[::1]").isLoopbackAddress(), true);
        });
        add("an unknown name is an exception", () -> {
            thrown(UnknownHostException.class, () -> InetAddress.getByName("no-such-host.invalid"));
        });
    }
}
