/**
 * Histories in files: what they hold, event by event, as it was written.
 *
 * <p>{@link dev.faultline.check.format.EventReader} opens a file, sees from its content what it is (gzip inside
 * or not) and hands out one {@link dev.faultline.check.format.Event} after the other, with its line. It holds
 * one record at a time, so the size of a file does not matter. It is strict: what is not an event, or an event
 * that cannot follow those before it, ends the reading with a
 * {@link dev.faultline.check.format.FormatException} that names file and line. A reader never repairs.
 *
 * <p>Values are plain data, the same from EDN and from JSON: {@code null}, {@link java.lang.Boolean},
 * {@link java.lang.Long} (or {@link java.math.BigInteger} beyond), {@link java.lang.Double},
 * {@link java.lang.String} (also for keywords and symbols), {@link java.util.List}, {@link java.util.Set} and
 * {@link java.util.Map}; from EDN alone {@link java.math.BigDecimal}, {@link java.lang.Character},
 * {@link dev.faultline.check.format.Ratio}, {@link dev.faultline.check.format.Tagged} and, for keywords with the letters of
 * a string, {@link dev.faultline.check.format.Word}. A list of whole numbers is a {@link dev.faultline.check.format.LongList}, which holds
 * them unboxed. All are immutable.
 *
 * <p>{@code ByteSource} is the only class that knows buffers; {@code ValueParser} turns bytes into values, by the
 * grammar of {@code EdnParser} or {@code JsonParser}; {@code RecordSource}s turn values into events;
 * {@code Pairing} checks that events follow each other as they must, {@code Processes} numbers those who have names,
 * {@link dev.faultline.check.format.KeySurvey} sees whether keys are in the values. What the events mean is decided in
 * {@code dev.faultline.check}.
 */
@NullMarked
package dev.faultline.check.format;

import org.jspecify.annotations.NullMarked;
