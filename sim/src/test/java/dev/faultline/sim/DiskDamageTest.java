package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.faultline.sim.DiskCall.Kind;
import dev.faultline.sim.DiskFault.Effect;
import dev.faultline.sim.DiskFault.Layer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What faults do to contents is what they were asked for, to the bit, and where they were asked to show. */
@Tag("agent")
class DiskDamageTest {
    private static final int BLOCK = 4096;
    private static final byte OLD = 0x11;
    private static final byte NEW = 0x22;
    private static final String FILE = "/data/log.1";
    private static final DiskMatch WRITES = DiskMatch.of("/data/log.*", Kind.WRITE);

    /** Runs a program on a file of four blocks of old bytes; nothing that was not synced survives a loss of power. */
    private static void run(long seed, Program.Body body, Consumer<Node> before, Consumer<Node> after) {
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(seed))) {
            byte[] old = new byte[4 * BLOCK];
            Arrays.fill(old, OLD);
            Node node = simulation.add(NodeSpec.of("n", Program.code(body))
                    .withFile(FILE, old)
                    .withFile("/data/other", old)
                    .withDisk(DiskSpec.USUAL.withCrashRule(CrashRule.EVERYTHING_LOST)));
            before.accept(node);
            node.start();
            simulation.run(Duration.ofMinutes(1));
            after.accept(node);
        }
    }

    /** Writes the blocks in turn and syncs each. */
    private static void writeBlocks() throws IOException {
        byte[] block = new byte[BLOCK];
        Arrays.fill(block, NEW);
        try (RandomAccessFile file = new RandomAccessFile(FILE, "rw")) {
            for (int i = 0; i < 4; i++) {
                file.write(block);
                file.getFD().sync();
            }
        }
    }

    private static byte[] expected(int oldFrom, int oldTo) {
        byte[] bytes = new byte[4 * BLOCK];
        Arrays.fill(bytes, NEW);
        Arrays.fill(bytes, oldFrom, oldTo, OLD);
        return bytes;
    }

    /** Returns where bits differ, as offset times eight plus bit. */
    private static List<Long> bits(byte[] one, byte[] other) {
        assertThat(one).hasSameSizeAs(other);
        List<Long> bits = new ArrayList<>();
        for (int i = 0; i < one.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                if (((one[i] ^ other[i]) >> bit & 1) != 0) {
                    bits.add(i * 8L + bit);
                }
            }
        }
        return bits;
    }

    // ---- at rest

    @Test
    void aBitFlippedInTheCacheIsThatBitForTheNextReader() {
        List<List<Long>> seen = new ArrayList<>();
        run(
                1,
                () -> seen.add(bits(Files.readAllBytes(Path.of(FILE)), Files.readAllBytes(Path.of("/data/other")))),
                node -> node.disk().flipBit(FILE, 5_000, 3, Layer.CACHE),
                node -> {
                    assertThat(seen).containsExactly(List.of(5_000 * 8L + 3));
                    assertThat(node.disk().damage().bytesAtRest()).isEqualTo(1);
                    assertThat(node.disk().damage().shownReads()).isEqualTo(1);
                    node.powerOff();
                    assertThat(bits(node.disk().read(FILE), node.disk().read("/data/other")))
                            .hasSize(1);
                });
    }

    @Test
    void aBitFlippedOnThePlatterShowsWhenThePageLeavesTheCache() {
        List<List<Long>> seen = new ArrayList<>();
        run(
                1,
                () -> seen.add(bits(Files.readAllBytes(Path.of(FILE)), Files.readAllBytes(Path.of("/data/other")))),
                node -> node.disk().flipBit(FILE, 5_000, 3, Layer.PLATTER),
                node -> {
                    assertThat(seen).containsExactly(List.of());
                    byte[] good = node.disk().read("/data/other");
                    assertThat(node.disk().read(FILE)).isEqualTo(good);
                    assertThat(bits(node.disk().read(FILE, Layer.PLATTER), good))
                            .containsExactly(5_000 * 8L + 3);
                    assertThat(node.disk().damage().shownReads()).isZero();
                    assertThat(node.disk().dropCache()).isEqualTo(1);
                    assertThat(node.disk().dropCache()).isZero();
                    assertThat(bits(node.disk().read(FILE), good)).containsExactly(5_000 * 8L + 3);
                    assertThat(node.disk().damage().shownPages()).isEqualTo(1);
                });
    }

    @Test
    void aPageThatIsWrittenAgainIsWellAgain() {
        run(1, DiskDamageTest::writeBlocks, node -> node.disk().flipBit(FILE, 5_000, 3, Layer.PLATTER), node -> {
            node.powerOff();
            assertThat(node.disk().read(FILE)).isEqualTo(expected(0, 0));
        });
    }

    @Test
    void aFileWithOtherContentsIsDamageToWhoeverReadsItsOtherBytes() {
        run(
                1,
                () -> Files.readAllBytes(Path.of(FILE)),
                node -> node.disk().replace(FILE, new byte[3 * BLOCK]),
                node -> {
                    assertThat(node.disk().damage().shownReads()).isPositive();
                });
        run(
                1,
                () -> Files.readAllBytes(Path.of(FILE)),
                node -> node.disk().replace(FILE, Arrays.copyOf(node.disk().read(FILE), BLOCK)),
                node -> {
                    assertThat(node.disk().damage().shownReads()).isPositive();
                });
        run(1, () -> Files.readAllBytes(Path.of(FILE)), node -> node.disk().truncate(FILE, BLOCK), node -> {
            assertThat(node.disk().damage().shownReads()).isPositive();
        });
        run(
                1,
                () -> Files.readAllBytes(Path.of(FILE)),
                node -> node.disk().truncate(FILE, node.disk().read(FILE).length),
                node -> {
                    assertThat(node.disk().damage().shownReads()).isZero();
                });
    }

    @Test
    void aFileThatWasTakenAwayStaysAwayAfterALossOfPower() {
        run(1, () -> {}, node -> node.disk().remove(FILE), node -> {
            node.powerOff();
            assertThat(node.disk().list()).doesNotContain(FILE).contains("/data/other");
            assertThat(node.disk().damage().bytesAtRest()).isEqualTo(4 * BLOCK);
            assertThatIllegalArgumentException().isThrownBy(() -> node.disk().remove(FILE));
        });
    }

    @Test
    void filesAreCutReplacedAndOverwrittenAtRest() {
        run(1, () -> {}, node -> {}, node -> {
            Disk disk = node.disk();
            assertThat(disk.list(PathPattern.of("/data/log.*"))).containsExactly(FILE);
            disk.overwrite(FILE, 7, new byte[] {1, 2, OLD}, Layer.PLATTER);
            node.powerOff();
            assertThat(Arrays.copyOfRange(disk.read(FILE), 6, 11)).containsExactly(OLD, 1, 2, OLD, OLD);
            assertThat(disk.damage().bytesAtRest()).isEqualTo(2);
            disk.truncate(FILE, 9);
            disk.replace("/data/other", new byte[] {4});
            node.powerOff();
            assertThat(disk.read(FILE)).hasSize(9).endsWith(1, 2);
            assertThat(disk.read("/data/other")).containsExactly(4);
            assertThat(disk.damage().bytesAtRest()).isEqualTo(2 + 4 * BLOCK - 9 + 4 * BLOCK);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> disk.flipBit(FILE, 9, 0, Layer.CACHE))
                    .withMessage("node n: bytes 9 to 10 are not all in /data/log.1, which has 9");
            assertThatIllegalArgumentException().isThrownBy(() -> disk.truncate("/data/none", 0));
        });
    }

    @Test
    void aMappedFileShowsDamageToo() {
        List<Byte> seen = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            Node node = simulation.add(NodeSpec.of("n", Program.code(() -> {
                        try (FileChannel channel = FileChannel.open(Path.of(FILE), StandardOpenOption.READ)) {
                            var mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
                            seen.add(mapped.get(9));
                            Thread.sleep(2_000);
                            seen.add(mapped.get(9));
                        }
                    }))
                    .withFile(FILE, new byte[100]));
            node.start();
            simulation.after(Duration.ofSeconds(1), () -> node.disk().flipBit(FILE, 9, 6, Layer.CACHE));
            simulation.run(Duration.ofSeconds(10));
            assertThat(seen).containsExactly((byte) 0, (byte) 64);
        }
    }

    // ---- on write

    private static void afterWrites(Effect effect, Layer layer, java.util.function.BiConsumer<Disk, byte[]> check) {
        DiskFault second = DiskFault.of(WRITES, effect).counted(2, 1);
        run(1, DiskDamageTest::writeBlocks, node -> node.disk().inject(second), node -> {
            assertThat(node.disk().hits(second)).isEqualTo(1);
            if (layer == Layer.PLATTER) {
                assertThat(node.disk().read(FILE)).isEqualTo(expected(0, 0));
            }
            byte[] shown = node.disk().read(FILE, layer);
            check.accept(node.disk(), shown);
            node.powerOff();
            assertThat(node.disk().read(FILE)).isEqualTo(shown);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aTornWriteLeavesExactlyAPrefix(Layer layer) {
        for (int unit : new int[] {1, 512, 1024}) {
            afterWrites(new Effect.Tear(unit, layer), layer, (disk, shown) -> {
                int kept = 0;
                while (shown[BLOCK + kept] == NEW) {
                    kept++;
                }
                assertThat(kept % unit).isZero();
                assertThat(kept).isBetween(0, BLOCK - unit);
                assertThat(shown).isEqualTo(expected(BLOCK + kept, 2 * BLOCK));
                assertThat(disk.damage().tornWrites()).isEqualTo(1);
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLostWriteIsNotThere(Layer layer) {
        afterWrites(new Effect.Lose(layer), layer, (disk, shown) -> {
            assertThat(shown).isEqualTo(expected(BLOCK, 2 * BLOCK));
            assertThat(disk.damage().lostWrites()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aFlippedWriteHasOneBitOtherThanItShould(Layer layer) {
        afterWrites(new Effect.Flip(layer), layer, (disk, shown) -> {
            assertThat(bits(shown, expected(0, 0)))
                    .singleElement()
                    .satisfies(bit -> assertThat(bit).isBetween(BLOCK * 8L, 2 * BLOCK * 8L - 1));
            assertThat(disk.damage().flippedBits()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aMisdirectedWriteIsSomewhereElse(Layer layer) {
        afterWrites(new Effect.Misdirect("/data/other", BLOCK, layer), layer, (disk, shown) -> {
            assertThat(shown).isEqualTo(expected(BLOCK, 2 * BLOCK));
            byte[] goal = new byte[4 * BLOCK];
            Arrays.fill(goal, OLD);
            Arrays.fill(goal, 2 * BLOCK, 3 * BLOCK, NEW);
            assertThat(disk.read("/data/other", layer)).isEqualTo(goal);
            assertThat(disk.damage().misdirectedWrites()).isEqualTo(1);
            assertThat(disk.damage().lostWrites()).isZero();
        });
        afterWrites(new Effect.Misdirect("", 100L * BLOCK, layer), layer, (disk, shown) -> {
            assertThat(shown).isEqualTo(expected(BLOCK, 2 * BLOCK));
            assertThat(disk.damage().lostWrites()).isEqualTo(1);
        });
    }

    @Test
    void aFaultOfARangeStrikesWhatTouchesItAndFlipsWithinIt() {
        DiskFault fault = DiskFault.of(WRITES.within(2 * BLOCK + 10, 2 * BLOCK + 11), new Effect.Flip(Layer.CACHE));
        run(1, DiskDamageTest::writeBlocks, node -> node.disk().inject(fault), node -> {
            assertThat(node.disk().hits(fault)).isEqualTo(1);
            assertThat(bits(node.disk().read(FILE), expected(0, 0)))
                    .singleElement()
                    .satisfies(bit -> assertThat(bit / 8).isEqualTo(2L * BLOCK + 10));
        });
    }

    // ---- on read

    @Test
    void aBitFlippedAsItIsReadIsWellTheNextTime() {
        List<List<Long>> seen = new ArrayList<>();
        DiskFault fault = DiskFault.of(DiskMatch.of(FILE, Kind.READ).within(100, 200), new Effect.Flip(Layer.CACHE))
                .counted(1, 1);
        run(
                3,
                () -> {
                    for (int i = 0; i < 2; i++) {
                        byte[] got = Files.readAllBytes(Path.of(FILE));
                        seen.add(bits(got, Files.readAllBytes(Path.of("/data/other"))));
                    }
                },
                node -> node.disk().inject(fault),
                node -> {
                    assertThat(seen.getFirst())
                            .singleElement()
                            .satisfies(bit -> assertThat(bit / 8).isBetween(100L, 199L));
                    assertThat(seen.getLast()).isEmpty();
                    assertThat(node.disk().damage().flippedBits()).isEqualTo(1);
                });
    }

    // ---- syncs

    @Test
    void aLostSyncLosesInAPowerFailureAndAnHonestOneMakesUpForIt() {
        DiskFault lies = DiskFault.of(DiskMatch.of("/", Kind.SYNC), new Effect.Lose(Layer.PLATTER));
        DiskFault firstThree = lies.counted(1, 3);
        run(1, DiskDamageTest::writeBlocks, node -> node.disk().inject(lies), node -> {
            assertThat(node.disk().read(FILE)).isEqualTo(expected(0, 0));
            node.powerOff();
            assertThat(node.disk().read(FILE)).isEqualTo(expected(0, 4 * BLOCK));
            assertThat(node.disk().damage().lostSyncs())
                    .isEqualTo(4)
                    .isEqualTo(node.disk().hits(lies));
            assertThat(node.disk().statistics().syncs()).isZero();
        });
        run(1, DiskDamageTest::writeBlocks, node -> node.disk().inject(firstThree), node -> {
            node.powerOff();
            assertThat(node.disk().read(FILE)).isEqualTo(expected(0, 0));
            assertThat(node.disk().damage().lostSyncs()).isEqualTo(3);
        });
    }

    /** The error is told once, then the pages pass for clean: reads find them until the cache lets go of them. */
    @Test
    void whatAFailedSyncLeavesGoesWithTheCache() {
        DiskFault once = DiskFault.of(DiskMatch.of(FILE, Kind.SYNC), new Effect.Fail(DiskFault.Failure.EIO))
                .counted(1, 1);
        run(
                1,
                () -> {
                    try (RandomAccessFile file = new RandomAccessFile(FILE, "rw")) {
                        file.write(NEW);
                        try {
                            file.getFD().sync();
                        } catch (IOException e) {
                            file.getFD().sync();
                        }
                    }
                },
                node -> node.disk().inject(once),
                node -> {
                    assertThat(node.disk().read(FILE)[0]).isEqualTo(NEW);
                    assertThat(node.disk().dropCache()).isEqualTo(1);
                    assertThat(node.disk().read(FILE)[0]).isEqualTo(OLD);
                });
    }

    // ---- what cannot be

    @Test
    void aFaultThatMeansNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiskFault.of(DiskMatch.of("/", Kind.READ), new Effect.Lose(Layer.CACHE)))
                .withMessage("Lose means nothing for calls of the kinds [READ]; it does for [WRITE, SYNC]");
        assertThatIllegalArgumentException().isThrownBy(() -> DiskFault.of(WRITES, new Effect.Tear(0, Layer.CACHE)));
        assertThatIllegalArgumentException().isThrownBy(() -> WRITES.within(5, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DiskFault(WRITES, 0, 1, 1, new Effect.Flip(Layer.CACHE)));
    }
}
