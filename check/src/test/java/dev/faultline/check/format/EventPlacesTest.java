package dev.faultline.check.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventPlacesTest {

    @Test
    void everyPlaceIsFoundAgainWhateverTheNumbers() {
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            EventPlaces places = new EventPlaces();
            List<EventPlaces.Place> expected = new ArrayList<>();
            for (int i = random.nextInt(2_000); i > 0; i--) {
                EventPlaces.Place place = new EventPlaces.Place(any(random), any(random), any(random));
                expected.add(place);
                places.add(place.line(), place.index(), place.timeNanos());
            }
            EventPlaces copy = places.copy();
            places.add(1, 2, 3);
            assertThat(copy.size()).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertThat(copy.at(i)).as("seed %d, event %d", seed, i).isEqualTo(expected.get(i));
            }
            assertThat(copy.at(expected.size())).isNull();
            assertThat(copy.at(Integer.MAX_VALUE)).isNull();
            assertThat(places.at(expected.size())).isEqualTo(new EventPlaces.Place(1, 2, 3));
        }
    }

    private static long any(SplittableRandom random) {
        return random.nextLong() >> random.nextInt(64);
    }

    @Test
    void aUsualEventTakesSevenBytes() {
        EventPlaces places = new EventPlaces();
        for (int i = 0; i < 100_000; i++) {
            places.add(i + 1, i, 1_000_000L * i);
        }
        assertThat(places.copy().bytes()).isLessThan(700_000);
    }
}
