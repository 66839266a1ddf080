package shop;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.concurrent.atomic.AtomicInteger;

/** One route. */
public final class Shop {
    public static void main(String[] arguments) {
        AtomicInteger sold = new AtomicInteger();
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.get("/buy").handler(context -> context.response().end(String.valueOf(sold.incrementAndGet())));
        vertx.createHttpServer().requestHandler(router).listen(8080);
    }
}
