package io.maltan.recommendation.place;

import static org.assertj.core.api.Assertions.assertThat;

import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.time.Instant;
import java.util.BitSet;
import java.util.Random;
import java.util.UUID;
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
        index.retain(named);
        assertThat(within(index, 37.5, 127, 10)).containsExactly(1);
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
        assertThat(index.openness(bar, oneAtNight)).isEqualTo(Openness.OPEN);
        assertThat(index.closesAt(bar, oneAtNight).orElseThrow().toLocalTime())
                .hasToString("02:00");
        assertThat(index.openness(bar, Instant.parse("2026-11-20T03:00:00Z")))
                .isEqualTo(Openness.CLOSED);
    }
}
