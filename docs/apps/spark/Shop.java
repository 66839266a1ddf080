package shop;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/** Counts goods by colour in a Spark of two threads within this process. */
public final class Shop {
    public static void main(String[] arguments) throws Exception {
        SparkConf settings = new SparkConf().setMaster("local[2]").setAppName("shop");
        JavaSparkContext context = new JavaSparkContext(settings);
        context.parallelize(List.of("green", "blue", "blue", "green", "blue"), 2)
                .mapToPair(colour -> new Tuple2<>(colour, 1))
                .reduceByKey(Integer::sum)
                .collect()
                .forEach(each -> System.out.println(each._1 + ": " + each._2));
        Thread.sleep(Long.MAX_VALUE);
    }
}
