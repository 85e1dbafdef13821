package io.maltan.recommendation.place;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** Shows where the memory goes, and whether places found no room. */
@Component
final class PlaceMeters implements MeterBinder {

    private final PlaceIndex index;

    PlaceMeters(PlaceIndex index) {
        this.index = index;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("maltan.recommendation.places", index, PlaceIndex::inBusiness)
                .register(registry);
        Gauge.builder("maltan.recommendation.places.bytes", index, PlaceIndex::bytes)
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("maltan.recommendation.places.left.out", index, PlaceIndex::leftOut)
                .register(registry);
    }
}
