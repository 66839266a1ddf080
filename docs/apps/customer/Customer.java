package customer;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Buys once a second from each shop that its arguments name, and prints what it is told. */
public final class Customer {
    public static void main(String[] shops) throws InterruptedException {
        while (true) {
            for (String shop : shops) {
                System.out.println(shop + " sold " + buy(shop));
            }
            Thread.sleep(1_000);
        }
    }

    private static String buy(String shop) {
        try (InputStream answer =
                URI.create("http://" + shop + ":8080/buy").toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "nothing yet";
        }
    }
}
