package shop;

import io.javalin.Javalin;
import java.util.concurrent.atomic.AtomicInteger;

/** One route. */
public final class Shop {
    public static void main(String[] arguments) {
        AtomicInteger sold = new AtomicInteger();
        Javalin.create()
                .get("/buy", context -> context.result(String.valueOf(sold.incrementAndGet())))
                .start(8080);
    }
}
