package dev.faultline.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class ConfigTest {
    @Test
    void argumentsGoBeforeSystemProperties() {
        Properties properties = new Properties();
        properties.setProperty("kv.members", "n1=h1:1,n2=h2:2");
        properties.setProperty("kv.id", "n1");
        properties.setProperty("bug", "stale-read");
        Config config = Config.parse(new String[] {"--id=n2", "--client-port=9"}, properties);
        assertThat(config.id()).isEqualTo("n2");
        assertThat(config.host()).isEqualTo("h2");
        assertThat(config.peerPort()).isEqualTo(2);
        assertThat(config.directory()).isEqualTo(Path.of("data"));
        assertThat(config.bug()).isEqualTo(Bug.STALE_READ);
    }

    @Test
    void wrongSettingsAreNamed() {
        refuses("--members is missing", "--id=n1");
        refuses("'n1:7' is not ID=HOST:PORT", "--id=n1", "--members=n1:7");
        refuses("'70000' is not a port", "--id=n1", "--members=n1=h:70000");
        refuses("--id=n3 is not one of", "--id=n3", "--members=n1=h:1", "--client-port=2");
        refuses("there is no option --colour", "--id=n1", "--members=n1=h:1", "--client-port=2", "--colour=red");
        refuses("'id' is not --NAME=VALUE", "id");
    }

    private static void refuses(String reason, String... args) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Config.parse(args, new Properties()))
                .withMessageContaining(reason);
    }
}
