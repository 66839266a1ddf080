package shop;

import io.ktor.server.application.Application;
import io.ktor.server.engine.EmbeddedServerKt;
import io.ktor.server.netty.Netty;
import io.ktor.server.response.ApplicationResponseFunctionsKt;
import io.ktor.server.routing.RoutingBuilderKt;
import io.ktor.server.routing.RoutingRootKt;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import kotlin.Unit;

/** One route, in Java: a function that Kotlin suspends takes what comes after it as its last argument. */
public final class Shop {
    private final AtomicInteger sold = new AtomicInteger();

    public static void main(String[] arguments) {
        Shop shop = new Shop();
        EmbeddedServerKt.embeddedServer(
                        Netty.INSTANCE, 8080, "0.0.0.0", List.of(), (application, next) -> shop.serve(application))
                .start(true);
    }

    private Unit serve(Application application) {
        RoutingRootKt.routing(application, routes -> {
            RoutingBuilderKt.get(
                    routes,
                    "/buy",
                    (context, next) -> ApplicationResponseFunctionsKt.respondText(
                            context.getCall(),
                            String.valueOf(sold.incrementAndGet()),
                            null,
                            null,
                            content -> Unit.INSTANCE,
                            next));
            return Unit.INSTANCE;
        });
        return Unit.INSTANCE;
    }
}
