/**
 * Apache ZooKeeper as a system under test.
 *
 * <p>The servers are those of an unmodified release, started by their own main class on simulated nodes. What this
 * package adds is knowledge from outside: how to configure an ensemble, which workloads and checks fit its promises,
 * and how its protocol steps are named in a trace. ZooKeeper itself is never on the class path of Faultline when it
 * runs; each node loads its own copy.
 */
@NullMarked
package dev.faultline.zookeeper;

import org.jspecify.annotations.NullMarked;
