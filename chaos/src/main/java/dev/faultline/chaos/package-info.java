/**
 * What breaks, where and when, as data.
 *
 * <p>A fault says what goes wrong (a partition, a crash, a slow disk, a jump of the clock), a schedule says where and
 * when. Both are values: they are read from a file, printed back, shrunk and compared, and mean the same in every
 * environment. Nothing in this package breaks anything by itself; an environment carries a schedule out and records,
 * for each fault, the evidence that it took effect. A fault without such evidence is reported, never assumed.
 */
@NullMarked
package dev.faultline.chaos;

import org.jspecify.annotations.NullMarked;
