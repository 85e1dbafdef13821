package io.maltan.loadtests;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** The data of the load: guests with tokens, places that exist, positions around the centre. */
final class Crowd {

    private static final long SEED = 20_240_503;
    private static final double SPREAD_DEGREES = 0.02;
    private static final List<String> SIGNALS =
            List.of("impression", "click", "click", "like", "bookmark", "dislike");
    private final LoadSettings settings;
    private final Random random = new Random(SEED);
    private final List<String> tokens = new ArrayList<>();
    private final List<String> places = new ArrayList<>();

    private Crowd(LoadSettings settings) {
        this.settings = settings;
    }

    /** Registers the guests and reads the places; this is not part of the measured load. */
    static Crowd gather(LoadSettings settings) {
        Crowd crowd = new Crowd(settings);
        try (MaltanClient maltan = new MaltanClient(settings.base())) {
            KnownPlace.around(settings, maltan).forEach(place -> crowd.places.add(place.id()));
            crowd.registerGuests(maltan);
        }
        return crowd;
    }

    /**
     * Feeds one member of the crowd after the other, each somewhere and about to like something.
     */
    Iterator<Map<String, Object>> feeder() {
        return Stream.generate(this::next).iterator();
    }

    private synchronized Map<String, Object> next() {
        double lat = settings.latitude() + random.nextGaussian() * SPREAD_DEGREES;
        double lon = settings.longitude() + random.nextGaussian() * SPREAD_DEGREES;
        return Map.of(
                "token", tokens.get(random.nextInt(tokens.size())),
                "placeId", places.get(random.nextInt(places.size())),
                "eventId", new UUID(random.nextLong(), random.nextLong()).toString(),
                "signal", SIGNALS.get(random.nextInt(SIGNALS.size())),
                "lat", String.format(Locale.ROOT, "%.5f", lat),
                "lon", String.format(Locale.ROOT, "%.5f", lon));
    }

    private void registerGuests(MaltanClient maltan) {
        for (int i = 0; i < settings.people(); i++) {
            tokens.add(MaltanClient.tokenIn(maltan.post("/api/v1/auth/guest", null, "{}")));
        }
    }
}
