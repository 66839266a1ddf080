package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.net.HostNames;
import dev.faultline.sim.internal.net.NetAddresses;
import dev.faultline.sim.internal.net.NetStack;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Resolves names for simulated threads: those in the node's {@code /etc/hosts}, and the nodes of the run. Other threads get
 * the answers of the host.
 *
 * <p>Public because the JDK makes it, as a service.
 */
public final class ResolverProvider extends InetAddressResolverProvider {
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
        byte[] address = HostNames.addressOf(NetStack.of(task), host);
        if (address == null) {
            throw new UnknownHostException(host + ": Name or service not known");
        }
        return NetAddresses.named(host, address);
    }

    private static String nameOf(Task task, byte[] address) throws UnknownHostException {
        String name = HostNames.nameOf(NetStack.of(task), address);
        if (name == null) {
            throw new UnknownHostException();
        }
        return name;
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
