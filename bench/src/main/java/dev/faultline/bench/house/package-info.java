/**
 * The house as its class files show it: modules, the rooms (packages) in them, who uses whom, and where that runs in a
 * circle.
 *
 * <p>{@link dev.faultline.bench.house.House} is the model; {@code ClassFiles} finds what it is made from, {@code References}
 * knows every way that a class file can refer to a class, {@code Graph} knows orders and circles of names. {@code faultline
 * bench house} prints it ({@link dev.faultline.bench.house.HouseBench}), and a test of the command line holds rules over it.
 *
 * <p>A nested class counts as its outermost, and annotations do not count: neither stands in the way of who reads the code.
 */
@NullMarked
package dev.faultline.bench.house;

import org.jspecify.annotations.NullMarked;
