package shop;

import io.helidon.webserver.WebServer;
import java.util.concurrent.atomic.AtomicInteger;

/** One route. */
public final class Shop {
    public static void main(String[] arguments) {
        AtomicInteger sold = new AtomicInteger();
        WebServer.builder()
                .port(8080)
                .routing(routing -> routing.get(
                        "/buy", (request, response) -> response.send(String.valueOf(sold.incrementAndGet()))))
                .build()
                .start();
    }
}
