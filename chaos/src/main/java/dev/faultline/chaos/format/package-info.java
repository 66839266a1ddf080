/**
 * What the files of a system consist of: formats of logs, which split bytes into records and fields.
 *
 * <p>A {@link dev.faultline.chaos.format.LogFormat} reads the bytes of a file into a {@link
 * dev.faultline.chaos.format.LogLayout}: records that follow each other without a gap, from the first byte on, and what
 * comes behind them and is not understood. It never fails, whatever the bytes are, for the files of a system under faults
 * are torn, lost and wrong. It can also put the right checksums on a record that was changed, and write a file anew from
 * records in another order. {@link dev.faultline.chaos.format.LogFormats} knows those that come with Faultline, and those
 * on the class path of the tool.
 *
 * <p>Here is only what bytes mean: nothing of nodes, disks or faults.
 */
@NullMarked
package dev.faultline.chaos.format;

import org.jspecify.annotations.NullMarked;
