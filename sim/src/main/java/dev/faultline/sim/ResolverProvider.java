package dev.faultline.sim;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Resolves names for simulated threads: the nodes of the run, and {@code localhost}. Other threads get the answers of the
 * host.
 *
 * <p>Public because the JDK makes it, as a service.
 */
public final class ResolverProvider extends InetAddressResolverProvider {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /** Called by the JDK. */
    public ResolverProvider() {}

    @Override
    public String name() {
        return "faultline";
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new Resolver(configuration.builtinResolver());
    }

    static InetAddress lookUp(Task task, String host) throws UnknownHostException {
        if (host.equalsIgnoreCase("localhost")) {
            return NetAddresses.named(host, LOOPBACK);
        }
        Node node = NetStack.of(task).topology.nodeNamed(host);
        if (node == null) {
            throw new UnknownHostException(host + ": Name or service not known");
        }
        return NetAddresses.named(host, node.address().getAddress());
    }

    private static String nameOf(Task task, byte[] address) throws UnknownHostException {
        if (Arrays.equals(address, LOOPBACK)) {
            return "localhost";
        }
        Node node = NetStack.of(task).topology.nodeAt(NetAddresses.of(address));
        if (node == null) {
            throw new UnknownHostException();
        }
        return node.name();
    }

    private record Resolver(InetAddressResolver platform) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            Task task = Task.current();
            return task == null ? platform.lookupByName(host, policy) : Stream.of(lookUp(task, host));
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            Task task = Task.current();
            return task == null ? platform.lookupByAddress(address) : nameOf(task, address);
        }
    }
}
