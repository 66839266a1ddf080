package dev.faultline.experiment.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.invariant.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a path comes to, and that nothing of the program runs for it. */
class FieldReaderTest {
    /** Says when code of it runs. */
    static class Loud implements Comparable<Loud> {
        final int inner = 7;

        static AssertionError heard() {
            return new AssertionError("code of the program ran");
        }

        @Override
        public boolean equals(Object other) {
            throw heard();
        }

        @Override
        public int hashCode() {
            throw heard();
        }

        @Override
        public String toString() {
            throw heard();
        }

        @Override
        public int compareTo(Loud other) {
            throw heard();
        }
    }

    static final class LoudList extends ArrayList<String> {
        @Override
        public int size() {
            throw Loud.heard();
        }
    }

    /** Tells nobody its text. */
    static final class Silent {}

    record Pair(String left, int right) {}

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                throw Loud.heard();
            }
        }
    }

    static class Above {
        final String inherited = "from above";
        static int counted = 3;
    }

    static final class State extends Above {
        static final State SELF = new State();
        static String nothing;

        boolean flag = true;
        byte small = -1;
        char letter = 'x';
        long term = 1L << 60;
        double half = 0.5;
        float nan = Float.NaN;
        String text = "3";
        Colour colour = Colour.GREEN;
        BigInteger huge = BigInteger.TWO.pow(70);
        BigDecimal price = new BigDecimal("1.50");
        BigInteger own = new BigInteger("1") {
            @Override
            public String toString() {
                throw Loud.heard();
            }
        };
        AtomicLong atomic = new AtomicLong(5);
        LongAdder adder = new LongAdder();
        AtomicReference<String> reference = new AtomicReference<>("held");
        Optional<Integer> perhaps = Optional.of(4);
        Optional<Integer> never = Optional.empty();
        String none;
        Loud loud = new Loud();
        Pair pair = new Pair("l", 2);
        Runnable lambda = make(9);
        int[] numbers = {1, 2, 3};
        String[][] table = {{"a"}, {"b", "c"}};
        List<Object> list = new ArrayList<>(List.of("a", 2, new Pair("p", 1)));
        List<String> linked = new LinkedList<>(List.of("x", "y"));
        List<String> sealed = Collections.unmodifiableList(new ArrayList<>(List.of("u")));
        List<String> locked = Collections.synchronizedList(new ArrayList<>(List.of("s", "t")));
        List<String> copied = new CopyOnWriteArrayList<>(List.of("c"));
        List<Integer> fixed = Arrays.asList(4, 5);
        List<String> own2 = new LoudList();
        ArrayDeque<Integer> deque = new ArrayDeque<>(List.of(8, 9));
        Map<String, Integer> map = new HashMap<>(Map.of("one", 1, "two", 2));
        Map<Object, Object> mixed = new LinkedHashMap<>();
        Map<String, Pair> pairs = new TreeMap<>(Map.of("p", new Pair("x", 1), "q", new Pair("y", 2)));
        Map<Colour, Integer> colours = new EnumMap<>(Map.of(Colour.RED, 1));
        Map<String, Integer> concurrent = new ConcurrentHashMap<>(Map.of("k", 1));
        Map<String, Integer> skipping = new ConcurrentSkipListMap<>(Map.of("k", 2));
        Map<String, Integer> identity = new IdentityHashMap<>(Map.of("k", 3));
        Map<Loud, Integer> byLoud = new IdentityHashMap<>(Map.of());
        Map<String, Integer> part = new TreeMap<String, Integer>(Comparator.comparing(State::heard)).headMap("x");
        Set<String> set = new HashSet<>(Set.of("m", "n"));
        Set<Integer> sorted = new TreeSet<>(Set.of(2, 1));
        Set<String> keys = ConcurrentHashMap.newKeySet();
        Set<String> fromMap = Collections.newSetFromMap(new ConcurrentHashMap<>());
        Set<TimeUnit> units = EnumSet.of(TimeUnit.DAYS);
        Set<String> immutable = Set.of("i", "j");
        Properties properties = new Properties();
        List<Integer> many = Collections.nCopies(1, 1);
        Map<Object, Integer> bySilent = new HashMap<>(Map.of(new Silent(), 1));
        Map<Object, Integer> alsoSilent = new IdentityHashMap<>(Map.of(new Silent(), 1));
        Set<Object> silent = new HashSet<>(Set.of(new Silent()));
        Map<Object, String> alike = new LinkedHashMap<>();
        Map<String, Object> itself = new HashMap<>();
        AtomicReference<Object> reflexive = new AtomicReference<>();
        List<Object> empties = emptyLists();
        List<Integer> full = new ArrayList<>(Collections.nCopies(1_001, 1));

        State() {
            adder.add(6);
            keys.add("key");
            fromMap.add("f");
            mixed.put(1, "number");
            mixed.put("two", "text");
            mixed.put(Colour.GREEN, "enum");
            properties.setProperty("p", "v");
            alike.put(1, "number");
            alike.put("1", "text");
            itself.put("self", itself);
            reflexive.set(reflexive);
            alsoSilent.put("n1", 2);
        }

        /** Lists of lists and so on of lists with nothing in them, each of them many times. */
        private static List<Object> emptyLists() {
            List<Object> lists = List.of();
            for (int i = 0; i < 8; i++) {
                lists = new ArrayList<>(Collections.nCopies(100, lists));
            }
            return lists;
        }

        private static String heard(String key) {
            if (SELF != null) {
                throw Loud.heard();
            }
            return key;
        }

        static Runnable make(int captured) {
            return () -> System.out.println(captured);
        }
    }

    private static final class Heap implements Memory {
        private final Optional<Object> newest;

        Heap(Object newest) {
            this.newest = Optional.ofNullable(newest);
        }

        @Override
        public Optional<Object> newest(String className) {
            return newest;
        }

        @Override
        public Optional<Class<?>> initialized(String className) {
            return className.endsWith("State") ? Optional.of(State.class) : Optional.empty();
        }
    }

    private static String read(String path) {
        FieldReader reader = new FieldReader(new Source.Field("org.example.State", FieldPath.parse(path)));
        Memory heap = new Heap(State.SELF);
        Reading reading = reader.read(heap);
        assertThat(reader.read(heap)).as("the second time").isEqualTo(reading);
        reader.forget();
        assertThat(reader.read(heap)).as("in another process").isEqualTo(reading);
        return switch (reading) {
            case Reading.Absent(String why) -> "absent: " + why;
            case Reading.Found(Map<List<String>, Value> values) -> {
                List<String> shown = new ArrayList<>();
                values.forEach((name, value) -> shown.add(name.isEmpty() ? value.toString() : name + "=" + value));
                yield String.join(" ", shown);
            }
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        flag                | true
        small               | -1
        letter              | "x"
        term                | 1152921504606846976
        half                | 0.5
        nan                 | "NaN"
        text                | "3"
        colour              | "GREEN"
        huge                | 1180591620717411303424
        price               | 1.5
        atomic              | 5
        adder               | 6
        reference           | "held"
        reference.value     | "held"
        perhaps             | 4
        never               | nil
        none                | nil
        none.some[3].more   | nil
        inherited           | "from above"
        counted             | 3
        SELF.term           | 1152921504606846976
        nothing             | nil
        nothing.more        | nil
        loud.inner          | 7
        pair.right          | 2
        lambda.arg$1        | 9
        numbers[1]          | 2
        numbers[3]          | nil
        numbers[-1]         | nil
        numbers             | [0]=1 [1]=2 [2]=3
        numbers.size()      | 3
        table[1][0]         | "b"
        table[1].size()     | 2
        table               | [0, 0]="a" [1, 0]="b" [1, 1]="c"
        list[0]             | "a"
        list[1]             | 2
        list[2].left        | "p"
        list.size()         | 3
        linked              | [0]="x" [1]="y"
        sealed[0]           | "u"
        locked.size()       | 2
        locked              | [0]="s" [1]="t"
        copied[0]           | "c"
        fixed[1]            | 5
        deque[1]            | 9
        map[one]            | 1
        map[three]          | nil
        map                 | [one]=1 [two]=2
        map.size            | 2
        mixed[1]            | "number"
        mixed[two]          | "text"
        mixed[GREEN]        | "enum"
        pairs[*].right      | [p]=1 [q]=2
        pairs["p"].left     | "x"
        colours             | [RED]=1
        concurrent[k]       | 1
        skipping[k]         | 2
        identity[k]         | 3
        byLoud              | ~~
        set                 | [m]=true [n]=true
        set[m]              | true
        sorted              | [1]=true [2]=true
        keys                | [key]=true
        fromMap             | [f]=true
        units               | [DAYS]=true
        immutable           | [i]=true [j]=true
        properties[p]       | "v"
        full.size()         | 1001
        full[1000]          | 1
        own2.size           | 0
        bySilent.size()     | 1
        alsoSilent[n1]      | 2
        silent.size()       | 1
        itself[self].size() | 1
        deque[2]            | nil
        keys[key]           | true
        set[o]              | nil
        """)
    void aPathComesToAValue(String path, String value) {
        assertThat(read(path)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        trem          | State has no field 'trem'; did you mean 'term'?
        pair.rihgt    | Pair has no field 'rihgt'; did you mean 'right'?
        loud          | Loud is no value; go on to one of its fields
        list          | Pair is no value
        own           | is no value
        own2.size()   | LoudList is no array, and none of the JDK's collections that can be read without running code
        part.size()   | is no array, and none
        text.size()   | java.lang.String is no array
        term[0]       | java.lang.Long is no array
        SELF.SELF     | is static; begin at its class
        bySilent[n1]  | a key of class dev.faultline.experiment.probe.FieldReaderTest$Silent is no text
        alsoSilent[x] | a key of class dev.faultline.experiment.probe.FieldReaderTest$Silent is no text
        silent[x]     | a key of class dev.faultline.experiment.probe.FieldReaderTest$Silent is no text
        bySilent      | a key of a java.util.HashMap is no text
        alike         | two members have the name '1'
        itself        | it has containers in containers more than 20 deep
        reflexive     | java.util.concurrent.atomic.AtomicReference is no value
        empties       | it has in all more than 1,000 members, and 1000 at most are published
        full          | it has 1,001 members, and 1000 at most are published
        """)
    void whyThereIsNoneIsTold(String path, String why) {
        assertThat(read(path)).startsWith("absent: ").contains(why);
    }

    @Test
    void whatIsNotThereYetIsAbsent() {
        FieldPath path = FieldPath.parse("term");
        assertThat(new FieldReader(new Source.Field("org.example.Other", path)).read(new Heap(null)))
                .isEqualTo(new Reading.Absent("class org.example.Other was not loaded"));
        assertThat(new FieldReader(new Source.Field("org.example.State", path)).read(new Heap(null)))
                .isEqualTo(new Reading.Absent("no object of class org.example.State was made"));
    }

    @Test
    void aClassOfAnotherLoaderIsKnownByItsObject() {
        assertThat(new FieldReader(new Source.Field("org.example.Other", FieldPath.parse("term")))
                        .read(new Heap(State.SELF)))
                .isEqualTo(new Reading.Found(Value.of(1L << 60)));
    }

    /** Has a field that a class below has for itself, too. */
    static class Base {
        private int term = 1;
        int same = term;
    }

    static final class Derived extends Base {
        private int term = 2;
        int only = term;
    }

    @ParameterizedTest
    @CsvSource({"Base, term, 1", "Derived, term, 2", "Derived, same, 1"})
    void aPathBeginsAtTheClassThatIsNamedAndNotAtOneBelow(String name, String path, long value) {
        String className = FieldReaderTest.class.getName() + "$" + name;
        assertThat(new FieldReader(new Source.Field(className, FieldPath.parse(path))).read(new Heap(new Derived())))
                .isEqualTo(new Reading.Found(Value.of(value)));
    }

    @Test
    void aFieldThatOnlyAClassBelowHasIsNotThere() {
        String className = Base.class.getName();
        assertThat(new FieldReader(new Source.Field(className, FieldPath.parse("only"))).read(new Heap(new Derived())))
                .asString()
                .contains("FieldReaderTest$Base has no field 'only'");
    }

    /** Holds this and that. */
    static final class Changing {
        Object end;
    }

    @Test
    void eachReadingIsOfWhatIsThereThen() {
        Changing changing = new Changing();
        FieldReader reader = new FieldReader(new Source.Field("org.example.Changing", FieldPath.parse("end")));
        AtomicLong atomic = new AtomicLong();
        Map<String, Object> map = new HashMap<>();
        map.put("a", null);
        List<Object> ends = Arrays.asList(
                1, 1, 2L, "x".repeat(20_000), 2L, null, map, null, "t", "t", atomic, atomic, new int[0], 1);
        List<String> seen = new ArrayList<>();
        for (Object end : ends) {
            changing.end = end;
            atomic.incrementAndGet();
            seen.add(
                    reader.read(new Heap(changing)) instanceof Reading.Found(var values)
                            ? values.toString()
                            : "absent");
        }

        assertThat(seen)
                .containsExactly(
                        "{[]=1}",
                        "{[]=1}",
                        "{[]=2}",
                        "absent",
                        "{[]=2}",
                        "{[]=nil}",
                        "{[a]=nil}",
                        "{[]=nil}",
                        "{[]=\"t\"}",
                        "{[]=\"t\"}",
                        "{[]=11}",
                        "{[]=12}",
                        "{}",
                        "{[]=1}");
    }

    @Test
    void onlyWhatIsAnotherIsTold() {
        Followed followed = new Followed(List.of("x"));
        Map<List<String>, Value> values = new LinkedHashMap<>();
        values.put(List.of("a"), Value.of(1));
        values.put(List.of("b"), Value.of(2));

        assertThat(followed.changes(new Reading.Found(values))).hasToString("[Published[changes=[x.a = 1, x.b = 2]]]");
        assertThat(followed.changes(new Reading.Found(values))).isEmpty();
        values.remove(List.of("a"));
        values.put(List.of("b"), Value.of(3));
        assertThat(followed.changes(new Reading.Found(values)))
                .hasToString("[Withdrawn[path=[x, a]], Published[changes=[x.b = 3]]]");
        assertThat(followed.changes(new Reading.Absent("gone"))).hasToString("[Withdrawn[path=[x, b]]]");
        assertThat(followed.changes(new Reading.Found(values))).hasToString("[Published[changes=[x.b = 3]]]");
        assertThat(followed.clear()).containsExactly(List.of("x", "b"));
        assertThat(followed.clear()).isEmpty();
    }
}
