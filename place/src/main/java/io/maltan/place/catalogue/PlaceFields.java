package io.maltan.place.catalogue;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The members of a place that clients may pick. */
final class PlaceFields {

    static final Set<String> NAMES =
            Arrays.stream(PlaceView.class.getRecordComponents())
                    .map(RecordComponent::getName)
                    .collect(Collectors.toUnmodifiableSet());

    private PlaceFields() {}
}
