package shop;

import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** One controller; Quarkus brings the main class. */
@Path("/buy")
@Singleton
public class Shop {
    private final AtomicInteger sold = new AtomicInteger();

    @GET
    public int buy() {
        return sold.incrementAndGet();
    }
}
