package io.maltan.place.region;

import io.maltan.place.geography.Coordinates;
import io.maltan.platform.problem.Invalid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tree of regions, and which of them a position belongs to. */
public final class Regions {

    private static final double FARTHEST_METRES = 40_000;
    private static final double SOUTH = 33.0;
    private static final double NORTH = 38.65;
    private static final double WEST = 124.5;
    private static final double EAST = 132.0;

    private final Map<String, Region> byCode = new LinkedHashMap<>();
    private final List<Anchor> anchors = new ArrayList<>();

    /** A point of which it is known what region it lies in. */
    private record Anchor(Coordinates position, Region region) {}

    Regions(List<RegionFile.Province> provinces) {
        provinces.forEach(this::add);
    }

    private void add(RegionFile.Province entry) {
        Region province =
                new Region(
                        entry.code(), null, entry.ko(), entry.en(), toCoordinates(entry.centre()));
        byCode.put(province.code(), province);
        for (RegionFile.District district : entry.districts()) {
            Region region =
                    new Region(
                            district.code(),
                            province.code(),
                            district.ko(),
                            district.en(),
                            toCoordinates(district.centre()));
            byCode.put(region.code(), region);
            anchors.add(new Anchor(region.centre(), region));
        }
        if (entry.districts().isEmpty()) {
            anchors.add(new Anchor(province.centre(), province));
        }
        entry.towns().forEach(town -> anchors.add(new Anchor(toCoordinates(town), province)));
    }

    private static Coordinates toCoordinates(List<Double> latLon) {
        return new Coordinates(latLon.get(0), latLon.get(1));
    }

    /** The regions below a parent, or the provinces for null. */
    public List<Region> below(@Nullable String parent) {
        if (parent != null) {
            get(parent);
        }
        return byCode.values().stream()
                .filter(region -> java.util.Objects.equals(region.parent(), parent))
                .toList();
    }

    public Optional<Region> find(@Nullable String code) {
        return code == null ? Optional.empty() : Optional.ofNullable(byCode.get(code));
    }

    /**
     * The region of a code that a client sent.
     *
     * @throws Invalid where there is none
     */
    @com.google.errorprone.annotations.CanIgnoreReturnValue
    public Region get(String code) {
        return find(code).orElseThrow(() -> Invalid.field("region", "unknown"));
    }

    /** The codes of a region and of those below it. */
    public List<String> subtree(String code) {
        List<String> codes = new ArrayList<>();
        codes.add(get(code).code());
        below(code).forEach(region -> codes.add(region.code()));
        return List.copyOf(codes);
    }

    /** The smallest region that a position belongs to; empty outside of Korea. */
    public Optional<Region> at(Coordinates position) {
        if (!isAboutKorea(position)) {
            return Optional.empty();
        }
        Anchor nearest = anchors.getFirst();
        double distance = Double.MAX_VALUE;
        for (Anchor anchor : anchors) {
            double metres = anchor.position().metresTo(position);
            if (metres < distance) {
                nearest = anchor;
                distance = metres;
            }
        }
        return distance <= FARTHEST_METRES ? Optional.of(nearest.region()) : Optional.empty();
    }

    private static boolean isAboutKorea(Coordinates position) {
        return position.lat() >= SOUTH
                && position.lat() <= NORTH
                && position.lon() >= WEST
                && position.lon() <= EAST;
    }

    /** Everything that a place in this region may be searched by, its province's name included. */
    public String searchWords(Region region) {
        String own = region.ko() + " " + region.en();
        return find(region.parent())
                .map(parent -> own + " " + parent.ko() + " " + parent.en())
                .orElse(own);
    }
}
