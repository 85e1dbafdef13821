package io.maltan.recommendation.place;

import static org.assertj.core.api.Assertions.assertThat;

import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PlaceIndexTests {

    private static final int PLACES = 3_000;

    @Test
    void findsWithinARadiusWhatBruteForceFinds() {
        Random random = new Random(7);
        PlaceIndex index = new PlaceIndex();
        for (int i = 0; i < PLACES; i++) {
            index.put(Towns.place("P" + i, "food", anyLat(random), anyLon(random)));
        }
        for (int i = 0; i < 300; i++) {
            double lat = anyLat(random);
            double lon = anyLon(random);
            double radius = Math.pow(10, 2 + 5 * random.nextDouble());
            assertThat(within(index, lat, lon, radius))
                    .isEqualTo(bruteForce(index, lat, lon, radius));
        }
    }

    /** Half of them close together in a town, others by the date line, the poles and anywhere. */
    private static double anyLat(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> 89.9 + random.nextDouble() * 0.1;
            case 1 -> -90 + random.nextDouble() * 180;
            default -> 37.5 + random.nextDouble() * 0.2;
        };
    }

    private static double anyLon(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> 179.95 + random.nextDouble() * 0.05;
            case 1 -> -180 + random.nextDouble() * 0.05;
            case 2 -> -180 + random.nextDouble() * 360;
            default -> 126.9 + random.nextDouble() * 0.2;
        };
    }

    private static IntOpenHashSet within(PlaceIndex index, double lat, double lon, double radius) {
        IntOpenHashSet found = new IntOpenHashSet();
        index.within(lat, lon, radius, found::add);
        return found;
    }

    private static IntOpenHashSet bruteForce(
            PlaceIndex index, double lat, double lon, double radius) {
        IntOpenHashSet found = new IntOpenHashSet();
        for (int place = 0; place < PLACES; place++) {
            if (index.metresFrom(place, lat, lon) <= radius) {
                found.add(place);
            }
        }
        return found;
    }

    @Test
    void followsAPlaceThatMovesClosesAndGoes() {
        UUID id = UUID.randomUUID();
        PlaceIndex index = new PlaceIndex();
        int place = index.put(Towns.place(id, "Menya", "food", 37.5, 127, "open", 1, null));

        index.put(Towns.place(id, "Menya", "food", 37.6, 127, "open", 2, null));
        assertThat(within(index, 37.5, 127, 1_000)).isEmpty();
        assertThat(within(index, 37.6, 127, 1_000)).containsExactly(place);

        index.put(Towns.place(id, "Menya", "food", 37.6, 127, "closed", 3, null));
        assertThat(within(index, 37.6, 127, 1_000)).isEmpty();
        assertThat(index.find(id)).hasValue(place);

        index.remove(id);
        assertThat(index.find(id)).isEmpty();
        assertThat(index.inBusiness()).isZero();
    }

    @Test
    void anOlderVersionChangesNothing() {
        UUID id = UUID.randomUUID();
        PlaceIndex index = new PlaceIndex();
        int place = index.put(Towns.place(id, "New name", "food", 37.5, 127, "open", 5, null));
        index.put(Towns.place(id, "Old name", "food", 37.5, 127, "open", 4, null));
        assertThat(index.name(place)).isEqualTo("New name");
    }

    @Test
    void forgetsWhatASnapshotDoesNotName() {
        PlaceIndex index =
                Towns.index(
                        Towns.place("A", "food", 37.5, 127), Towns.place("B", "food", 37.5, 127));
        BitSet named = new BitSet();
        named.set(1);
        BitSet gone = index.existingExcept(named);
        assertThat(within(index, 37.5, 127, 10)).as("until it is said").hasSize(2);
        index.forget(gone);
        assertThat(within(index, 37.5, 127, 10)).containsExactly(1);
        assertThat(index.existingExcept(named).isEmpty()).isTrue();
    }

    @Test
    void tellsOpenFromClosedInThePlacesOwnTimeZone() {
        PlaceIndex index = new PlaceIndex();
        int bar =
                index.put(
                        Towns.place(
                                UUID.randomUUID(),
                                "Bar",
                                "nightlife.bar",
                                37.5,
                                127,
                                "open",
                                1,
                                "Mo-Su 18:00-02:00"));
        Instant oneAtNight = Instant.parse("2026-11-20T16:00:00Z");
        assertThat(index.openness(bar, index.moment(oneAtNight))).isEqualTo(Openness.OPEN);
        assertThat(index.closesAt(bar, oneAtNight).orElseThrow().toLocalTime())
                .hasToString("02:00");
        assertThat(index.openness(bar, index.moment(Instant.parse("2026-11-20T03:00:00Z"))))
                .isEqualTo(Openness.CLOSED);
    }

    @Test
    void theHourAtWhichItClosesIsNotToldDaysAhead() {
        PlaceIndex index = new PlaceIndex();
        PlaceFacts plain = Towns.place("Library", "culture.library", 37.5, 127);
        int library = index.put(Towns.openAt(plain, "Mo-Sa 00:00-24:00; Su off"));
        Instant fridayNoon = Instant.parse("2026-11-20T03:00:00Z");
        assertThat(index.openness(library, index.moment(fridayNoon))).isEqualTo(Openness.OPEN);
        assertThat(index.closesAt(library, fridayNoon)).isEmpty();
        assertThat(index.closesAt(library, fridayNoon.plus(Duration.ofHours(24)))).isPresent();
    }

    @Test
    void namesItInEveryLanguageThatItHasOneIn() {
        PlaceIndex index = new PlaceIndex();
        PlaceFacts plain = Towns.place("경복궁", "sight.palace", 37.57, 126.97);
        int palace = index.put(Towns.named(plain, Map.of("en", "Gyeongbokgung")));
        assertThat(index.name(palace)).isEqualTo("경복궁");
        assertThat(index.name(palace, Locale.ENGLISH)).isEqualTo("Gyeongbokgung");
        assertThat(index.name(palace, Locale.KOREAN)).isEqualTo("경복궁");
        assertThat(index.name(palace, Locale.FRENCH)).isEqualTo("경복궁");
    }

    @Test
    void namesThatWereGivenUpTakeNoRoomForEver() {
        PlaceIndex index = new PlaceIndex();
        UUID id = UUID.randomUUID();
        int kept = index.put(Towns.place("Kept", "food", 37.5, 127));
        for (int version = 1; version <= 200_000; version++) {
            String name = "A name that is given up as soon as it is taken, time " + version;
            index.put(Towns.place(id, name, "food", 37.5, 127, "open", version, null));
        }
        assertThat(index.bytes()).isLessThan(7 << 20);
        assertThat(index.name(kept)).isEqualTo("Kept");
    }

    @Test
    void takesNoMoreThanThereIsRoomFor() {
        PlaceIndex index = new PlaceIndex();
        index.reserve(10, 20);
        for (int i = 0; i < 30; i++) {
            index.put(Towns.place("P" + i, "food", 37.5, 127));
        }
        assertThat(index.inBusiness()).isEqualTo(20);
        assertThat(index.leftOut()).isEqualTo(10);
    }

    @Test
    void aVicinityIsNearlyAsExactAsTheSphere() {
        Random random = new Random(11);
        for (int i = 0; i < 10_000; i++) {
            double lat = -80 + 160 * random.nextDouble();
            double lon = -180 + 360 * random.nextDouble();
            double toLat = lat + random.nextGaussian() * 0.1;
            double toLon = lon + random.nextGaussian() * 0.1;
            double exact = Geodesy.metres(lat, lon, toLat, toLon);
            assertThat(new Vicinity(lat, lon).metres(toLat, toLon))
                    .isCloseTo(exact, Offset.offset(0.5 + exact * 0.0005));
        }
    }
}
