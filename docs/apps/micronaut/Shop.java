package shop;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.runtime.Micronaut;
import java.util.concurrent.atomic.AtomicInteger;

/** One controller; Micronaut's annotation processor writes the code that finds it. */
@Controller
public class Shop {
    private final AtomicInteger sold = new AtomicInteger();

    public static void main(String[] arguments) {
        Micronaut.run(Shop.class, arguments);
    }

    @Get("/buy")
    int buy() {
        return sold.incrementAndGet();
    }
}
