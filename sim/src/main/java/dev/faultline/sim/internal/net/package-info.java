/**
 * A network of machines: links, and TCP and UDP on top.
 *
 * <p>{@code NetTopology} has a {@code NetStack} for each machine and a {@code Link} for each direction between two. What is on
 * its way is a {@code NetPacket}: of a stream, with its sender, receiver and retransmission ({@code StreamEnd}, {@code
 * StreamPath}), or a {@code Datagram}, which {@code DatagramLine} may lose, double or hold up. A socket is an {@code Endpoint};
 * {@code NetPorts} says who has which port. {@code NameServer} and {@code HostNames} know the machines by name.
 *
 * <p>A machine in a network is {@code Attached}. Uses {@code disk}, for the names of Unix domain sockets and {@code /etc/hosts},
 * {@code kernel}, {@code vm} and the face; what goes wrong with packets it leaves to {@code disturbance}. Begin with {@code Link.send}.
 */
@NullMarked
package dev.faultline.sim.internal.net;

import org.jspecify.annotations.NullMarked;
