package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a program takes for chance follows from the seed, and from nothing else. */
@Tag("agent")
class RandomnessTest {
    private static final int OBJECTS = 10_000;

    /** A way to draw; the result shows what was drawn. */
    record Source(String name, Callable<Object> draw) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Source> sources() {
        return List.of(
                new Source("Random", () -> new Random().nextLong()),
                new Source("two Randoms", () -> List.of(new Random().nextLong(), new Random().nextLong())),
                new Source("SplittableRandom", () -> new SplittableRandom().nextLong()),
                new Source(
                        "ThreadLocalRandom", () -> ThreadLocalRandom.current().nextLong()),
                new Source("Math.random", Math::random),
                new Source(
                        "RandomGenerator.getDefault",
                        () -> RandomGenerator.getDefault().nextLong()),
                new Source(
                        "L128X256MixRandom",
                        () -> RandomGenerator.of("L128X256MixRandom").nextLong()),
                new Source(
                        "Xoshiro256PlusPlus",
                        () -> RandomGenerator.of("Xoshiro256PlusPlus").nextLong()),
                new Source("SecureRandom", () -> new SecureRandom().nextLong()),
                new Source(
                        "SecureRandom SHA1PRNG",
                        () -> SecureRandom.getInstance("SHA1PRNG").nextLong()),
                new Source(
                        "SecureRandom DRBG",
                        () -> SecureRandom.getInstance("DRBG").nextLong()),
                new Source(
                        "SecureRandom NativePRNG",
                        () -> SecureRandom.getInstance("NativePRNG").nextLong()),
                new Source(
                        "SecureRandom NativePRNGNonBlocking",
                        () -> SecureRandom.getInstance("NativePRNGNonBlocking").nextLong()),
                new Source(
                        "SecureRandom strong",
                        () -> SecureRandom.getInstanceStrong().nextLong()),
                new Source(
                        "SecureRandom seeds",
                        () -> ByteBuffer.wrap(new SecureRandom().generateSeed(8))
                                .getLong()),
                new Source(
                        "SecureRandom.getSeed",
                        () -> ByteBuffer.wrap(SecureRandom.getSeed(8)).getLong()),
                new Source("UUID", UUID::randomUUID),
                new Source("shuffle", () -> {
                    List<Integer> list =
                            new ArrayList<>(IntStream.range(0, 50).boxed().toList());
                    Collections.shuffle(list);
                    return list;
                }),
                new Source("identity hashes of JDK objects", () -> {
                    List<Integer> hashes = new ArrayList<>();
                    for (int i = 0; i < 10; i++) {
                        hashes.add(System.identityHashCode(new int[1]));
                    }
                    return hashes;
                }),
                new Source("hashes of own objects", () -> List.of(new Plain().hashCode(), new Plain().hashCode())),
                new Source("names of temporary files", () -> {
                    Path file = Files.createTempFile("a", ".tmp");
                    return List.of(
                            file.getFileName().toString(),
                            java.io.File.createTempFile("abc", ".tmp").getName());
                }));
    }

    /** Has no hash code of its own. */
    private static final class Plain {}

    private static String draw(long seed, Source source) {
        return OneNode.run(seed, () -> System.out.println(source.draw().call()))
                .lines()
                .toString();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void equalSeedsDrawEqualAndDifferentOnesDifferent(Source source) {
        String cold = draw(1, source);
        assertThat(draw(1, source)).isEqualTo(cold).doesNotContain("Exception").hasSizeGreaterThan(4);
        assertThat(draw(2, source)).isNotEqualTo(cold);
        assertThat(draw(1, source)).isEqualTo(cold);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void drawsOfAnotherThreadShiftNothing(Source source) {
        List<String> results = new ArrayList<>();
        for (int draws : new int[] {0, 7}) {
            results.add(OneNode.run(5, () -> {
                        Thread other = new Thread(() -> {
                            for (int i = 0; i < draws; i++) {
                                try {
                                    source.draw().call();
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            }
                        });
                        other.start();
                        Thread drawing = new Thread(() -> {
                            try {
                                System.out.println(source.draw().call());
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
                        drawing.start();
                        drawing.join();
                        other.join();
                    })
                    .lines()
                    .toString());
        }
        assertThat(results.get(1)).isEqualTo(results.get(0));
    }

    @Test
    void threadsDrawDifferentNumbers() {
        Set<String> drawn = new HashSet<>();
        List<String> lines = OneNode.print(() -> {
            for (int i = 0; i < 20; i++) {
                new Thread(() -> {
                            System.out.println("r" + new Random().nextLong());
                            System.out.println("t" + ThreadLocalRandom.current().nextLong());
                            System.out.println("s" + new SecureRandom().nextLong());
                        })
                        .start();
            }
        });
        drawn.addAll(lines);
        assertThat(drawn).hasSize(60);
    }

    @Test
    void seededGeneratorsAreLeftAlone() {
        List<Integer> list = new ArrayList<>(IntStream.range(0, 20).boxed().toList());
        Collections.shuffle(list, new Random(9));
        String expected = new Random(7).nextLong() + " " + new SplittableRandom(7).nextLong() + " " + list;
        assertThat(OneNode.print(() -> {
                    List<Integer> own =
                            new ArrayList<>(IntStream.range(0, 20).boxed().toList());
                    Collections.shuffle(own, new Random(9));
                    System.out.println(new Random(7).nextLong() + " " + new SplittableRandom(7).nextLong() + " " + own);
                }))
                .containsExactly(expected);
    }

    @Test
    void immutableCollectionsKeepOneOrder() {
        Program.Body program = () -> {
            System.out.println(Set.of("a", "b", "c", "d", "e", "f", "g"));
            System.out.println(Map.of("a", 1, "b", 2, "c", 3, "d", 4));
            System.out.println(Set.of("x", "y") + " " + Set.copyOf(List.of(3, 1, 2)));
        };
        // The order is that of every JVM, which is what a forked one would show; here, that of every seed.
        assertThat(OneNode.run(2, program).lines())
                .isEqualTo(OneNode.run(1, program).lines());
    }

    @Test
    void hashesOfManyObjectsAreSpread() {
        Program.Body program = () -> {
            Set<Integer> identity = new HashSet<>();
            Set<Integer> own = new HashSet<>();
            Map<Object, Integer> byIdentity = new IdentityHashMap<>();
            Set<Object> set = new HashSet<>();
            for (int i = 0; i < OBJECTS; i++) {
                Object array = new long[1];
                Plain plain = new Plain();
                identity.add(System.identityHashCode(array));
                own.add(plain.hashCode());
                byIdentity.put(array, i);
                set.add(plain);
            }
            System.out.println(byIdentity.size() + set.size());
            System.out.println(identity.size());
            System.out.println(own.size());
            System.out.println(new TreeSet<>(identity).hashCode() + " " + new TreeSet<>(own).hashCode());
            System.out.println(new ArrayList<>(byIdentity.values()).hashCode());
        };
        List<String> lines = OneNode.run(1, program).lines();
        assertThat(lines.get(0)).isEqualTo(String.valueOf(2 * OBJECTS));
        // Of 10,000 among 2^31 (at least 2^25) values, 0.02 (at most 1.5) pairs coincide on average.
        assertThat(Integer.parseInt(lines.get(1))).isGreaterThan(OBJECTS - 10);
        assertThat(Integer.parseInt(lines.get(2))).isGreaterThan(OBJECTS - 10);
        List<String> again = OneNode.run(1, program).lines();
        assertThat(again.get(3)).isEqualTo(lines.get(3));
        assertThat(again.get(4)).isEqualTo(lines.get(4));
    }
}
