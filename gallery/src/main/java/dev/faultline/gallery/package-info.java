/**
 * Systems that nobody prepared, in the simulator: what they need beside their artifacts.
 *
 * <p>For a system that has servers of its own, as Kafka and H2, that is a client. For a library, as Netty, gRPC, Jetty
 * and JGroups, it is also a small server that uses it as its users do: plain Java with a {@code main}, which knows
 * nothing of Faultline. Each has an experiment file among the built-in ones of {@code dev.faultline.experiment}.
 *
 * <p>The three servers for Netty, gRPC and Jetty are the same service: keys, each of which belongs to one node, whose
 * {@link dev.faultline.gallery.Store} keeps it on disk. {@link dev.faultline.gallery.Owners} passes a request that comes
 * to another node on to the owner, so that nodes talk to nodes.
 */
@NullMarked
package dev.faultline.gallery;

import org.jspecify.annotations.NullMarked;
