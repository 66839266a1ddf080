package dev.faultline.bench;

import java.util.SplittableRandom;

/**
 * A fixed piece of work that a machine is measured by: a third of its time each goes to probes of a table that no cache of
 * a core holds, to sorting numbers, where branches are guessed wrong, and to reading numbers from text. These are what
 * the checkers and the simulator do most. It allocates nothing, so that no collector has a part in it, and its result is
 * known, so that no compiler leaves it out and no change of it goes unseen.
 *
 * <p>For one thread.
 */
final class WorkMix {
    /** What {@link #once} returns, always. */
    static final long RESULT = 0x2a7f141157d728c9L;

    private static final int TABLE = 1 << 22;
    private static final int PROBES = 600_000;
    private static final int NUMBERS = 1 << 16;
    private static final int SORTS = 3;
    private static final int TEXT = 1 << 20;
    private static final int READS = 9;

    private final long[] table = new long[TABLE];
    private final int[] numbers = new int[NUMBERS];
    private final byte[] text = new byte[TEXT];

    WorkMix() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < TABLE; i++) {
            table[i] = random.nextLong();
        }
        for (int i = 0; i < TEXT; i++) {
            text[i] = (byte) (random.nextInt(8) == 0 ? ' ' : '0' + random.nextInt(10));
        }
    }

    /** Does the work once: some 50 ms on a machine of 2023. */
    long once() {
        return probe() ^ sort() ^ parse();
    }

    /** Half of the probes wait for the one before, as in a chain of a hash table. */
    private long probe() {
        long sum = 0;
        long key = 1;
        for (int i = 0; i < PROBES; i++) {
            key = key * 0x5851F42D4C957F2DL + 0x14057B7EF767814FL;
            long found = table[(int) (key >>> 42)];
            sum += table[(int) ((found ^ key) >>> 42)];
        }
        return sum;
    }

    private long sort() {
        int next = 1;
        long sum = 0;
        for (int round = 0; round < SORTS; round++) {
            for (int i = 0; i < NUMBERS; i++) {
                next = next * 1_664_525 + 1_013_904_223;
                numbers[i] = next >>> 4;
            }
            heapSort();
            sum = sum * 31 + numbers[NUMBERS / 2];
        }
        return sum;
    }

    private void heapSort() {
        for (int i = NUMBERS / 2 - 1; i >= 0; i--) {
            sink(i, NUMBERS);
        }
        for (int end = NUMBERS - 1; end > 0; end--) {
            int largest = numbers[0];
            numbers[0] = numbers[end];
            numbers[end] = largest;
            sink(0, end);
        }
    }

    private void sink(int from, int end) {
        int value = numbers[from];
        int place = from;
        for (int child = 2 * place + 1; child < end; child = 2 * place + 1) {
            if (child + 1 < end && numbers[child + 1] > numbers[child]) {
                child++;
            }
            if (numbers[child] <= value) {
                break;
            }
            numbers[place] = numbers[child];
            place = child;
        }
        numbers[place] = value;
    }

    private long parse() {
        long sum = 0;
        for (int round = 0; round < READS; round++) {
            long number = 0;
            for (int i = 0; i < TEXT; i++) {
                byte letter = text[i];
                if (letter == ' ') {
                    sum = sum * 31 + number;
                    number = 0;
                } else {
                    number = number * 10 + letter - '0';
                }
            }
        }
        return sum;
    }
}
