/**
 * Sockets, channels, selectors, names of hosts, TLS and HTTP clients: on top of the network of the run.
 *
 * <p>The JDK has places for providers, where simulated threads get what begins with {@code Sim}; what has no such place, as
 * datagram channels and pipes, turns to the network at its descriptors ({@code DescriptorHooks}). Begin with {@code
 * SocketCalls}.
 */
@NullMarked
package dev.faultline.sim.internal.jdk.socket;

import org.jspecify.annotations.NullMarked;
