package dev.faultline.experiment.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOError;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What code and MBeans answer, and that nothing which they throw escapes. */
class NodeReaderTest {
    private static Object answer = 0;

    /** Answers what the test says, or throws it. */
    public static final class Asked implements Callable<Object> {
        @Override
        public Object call() throws Exception {
            switch (answer) {
                case Exception e -> throw e;
                case Error e -> throw e;
                default -> {
                    return answer;
                }
            }
        }
    }

    private static Reading asked(Object answered) {
        answer = answered;
        return new NodeReader(new Source.Code(Asked.class.getName()), NodeReaderTest.class.getClassLoader()).read();
    }

    static List<Throwable> thrown() {
        return List.of(
                new IllegalStateException("x"),
                new OutOfMemoryError("x"),
                new ServiceConfigurationError("x"),
                new IOError(new IOException("x")),
                new StackOverflowError("x"),
                new Error("x"));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void whateverItThrowsThereIsNoValue(Throwable thrown) {
        assertThat(asked(thrown)).isEqualTo(new Reading.Absent("it threw " + thrown));
    }

    @Test
    void whatItThrowsMayThrowWhenItIsToldToo() {
        Error mute = new Error() {
            private static final long serialVersionUID = 1;

            @Override
            public String toString() {
                throw this;
            }
        };
        assertThat(asked(mute))
                .isEqualTo(new Reading.Absent("it threw " + mute.getClass().getName()));
    }

    @Test
    void twoMembersOfOneNameAreNoValue() {
        Map<Object, Object> alike = new LinkedHashMap<>();
        alike.put(1, "number");
        alike.put("1", "text");
        assertThat(asked(alike)).isEqualTo(new Reading.Absent("two members have the name '1'"));
        alike.remove(1);
        assertThat(asked(alike)).hasToString("Found[values={[1]=\"text\"}]");
    }

    /** What the beans of the test have. */
    public interface Counts {
        /** Returns so many. */
        Map<String, Integer> getAll();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        1   | name=a,node=x | name=b,node=x | name | {[a, 0]=0, [b, 0]=0}
        1   | name=a,node=x | name=b,node=x | node | have the same 'node'; let 'mbean' match one of them
        600 | name=a,node=x | name=b,node=x | name | the MBeans have more than 1,000 members in all
        """)
    void beansAreToldApartByTheirPart(int members, String one, String other, String part, String expected)
            throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Counts counts = () -> IntStream.range(0, members).boxed().collect(Collectors.toMap(String::valueOf, i -> i));
        List<ObjectName> names = List.of(new ObjectName("node-reader:" + one), new ObjectName("node-reader:" + other));
        try {
            for (ObjectName name : names) {
                server.registerMBean(new StandardMBean(counts, Counts.class), name);
            }
            Source source = new Source.Attribute("node-reader:*", "All", Optional.of(part));
            assertThat(new NodeReader(source, NodeReaderTest.class.getClassLoader()).read())
                    .asString()
                    .contains(expected);
        } finally {
            for (ObjectName name : names) {
                server.unregisterMBean(name);
            }
        }
    }
}
