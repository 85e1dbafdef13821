package io.maltan.place.region;

import io.maltan.place.geography.Coordinates;
import io.maltan.platform.bundled.BundledYaml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Reads {@code regions.yaml}. */
final class RegionFile {

    private static final String FILE = "regions.yaml";

    private RegionFile() {}

    /** A region as it stands in the file; positions are latitude, longitude. */
    record Entry(
            String code,
            String ko,
            String en,
            List<Double> centre,
            List<List<Double>> points,
            List<Entry> parts) {

        Entry(
                String code,
                String ko,
                String en,
                List<Double> centre,
                @Nullable List<List<Double>> points,
                @Nullable List<Entry> parts) {
            this.code = code;
            this.ko = ko;
            this.en = en;
            this.centre = centre;
            this.points = points == null ? List.of() : List.copyOf(points);
            this.parts = parts == null ? List.of() : List.copyOf(parts);
        }

        void addTo(List<Region> regions, List<Anchors.Anchor> anchors, @Nullable String parent) {
            regions.add(new Region(code, parent, ko, en, toCoordinates(centre)));
            points.forEach(point -> anchors.add(new Anchors.Anchor(toCoordinates(point), code)));
            parts.forEach(part -> part.addTo(regions, anchors, code));
        }
    }

    private static Coordinates toCoordinates(List<Double> latLon) {
        return new Coordinates(latLon.get(0), latLon.get(1));
    }

    /** The regions that the project brings. */
    static RegionTree bundled() throws IOException {
        List<Region> regions = new ArrayList<>();
        List<Anchors.Anchor> anchors = new ArrayList<>();
        BundledYaml.read(FILE, new TypeReference<List<Entry>>() {})
                .forEach(entry -> entry.addTo(regions, anchors, null));
        return new RegionTree(regions, new Anchors(anchors));
    }
}
