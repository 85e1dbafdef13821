package io.maltan.recommendation.ranking;

import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.place.PlaceListener;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/**
 * Whether being new means anything: where most places came with an import last week, it does not.
 */
@Component
final class Newcomers implements PlaceListener {

    private static final Duration NEW_FOR = Duration.ofDays(14);
    private static final Duration GOOD_FOR = Duration.ofMinutes(1);
    private static final double MOST = 0.2;
    private static final int SAMPLE = 2_000;
    private static final Finding UNKNOWN = new Finding(false, Instant.MIN);

    private final PlaceIndex places;
    private final AtomicReference<Finding> latest = new AtomicReference<>(UNKNOWN);

    Newcomers(PlaceIndex places) {
        this.places = places;
    }

    boolean standOut(Instant now) {
        Finding finding = latest.get();
        if (finding.until.isBefore(now)) {
            finding = new Finding(areFew(now), now.plus(GOOD_FOR));
            latest.set(finding);
        }
        return finding.standOut;
    }

    private boolean areFew(Instant now) {
        int size = places.size();
        int step = Math.max(1, size / SAMPLE);
        long newSince = now.minus(NEW_FOR).getEpochSecond();
        int seen = 0;
        int fresh = 0;
        for (int place = 0; place < size; place += step) {
            int created = places.createdSecond(place);
            seen += isRead(created) ? 1 : 0;
            fresh += created > newSince ? 1 : 0;
        }
        return fresh < MOST * seen;
    }

    /** A place has a number before it is read, where a model or a history names it. */
    private static boolean isRead(int createdSecond) {
        return createdSecond > 0;
    }

    @Override
    public void changed(int place) {
        // One place is none the fewer.
    }

    /** Found out anew: before, there may have been hardly any place. */
    @Override
    public void reloaded() {
        latest.set(UNKNOWN);
    }

    private record Finding(boolean standOut, Instant until) {}
}
