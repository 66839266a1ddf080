package shop;

import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** Counts goods by colour in a cluster of Flink within this process, with a checkpoint each second. */
public final class Shop {
    public static void main(String[] arguments) throws Exception {
        Configuration settings = new Configuration();
        settings.set(RestOptions.PORT, 8081);
        LocalStreamEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2, settings);
        environment.enableCheckpointing(1000);
        DataStream<Tuple2<String, Integer>> counts = environment
                .fromData(List.of("green", "blue", "blue", "green", "blue"))
                .map(colour -> {
                    Thread.sleep(500);
                    return Tuple2.of(colour, 1);
                })
                .returns(Types.TUPLE(Types.STRING, Types.INT))
                .keyBy(each -> each.f0)
                .sum(1);
        try (CloseableIterator<Tuple2<String, Integer>> all = counts.executeAndCollect("shop")) {
            all.forEachRemaining(each -> System.out.println(each.f0 + ": " + each.f1));
        }
        Thread.sleep(Long.MAX_VALUE);
    }
}
