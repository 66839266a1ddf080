package shop;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** One controller. */
@SpringBootApplication
@RestController
public class Shop {
    private final AtomicInteger sold = new AtomicInteger();

    public static void main(String[] arguments) {
        SpringApplication.run(Shop.class, arguments);
    }

    @GetMapping("/buy")
    int buy() {
        return sold.incrementAndGet();
    }
}
