package io.maltan.place.region;

import io.maltan.place.geography.Coordinates;
import io.maltan.platform.problem.Invalid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All regions at one time, by code and as a tree; never changes. */
final class RegionTree {

    private final Map<String, Region> byCode = new LinkedHashMap<>();
    private final Map<@Nullable String, List<Region>> byParent = new HashMap<>();
    private final Locator locator;

    RegionTree(Collection<Region> regions, Locator locator) {
        for (Region region : regions) {
            byCode.put(region.code(), region);
            byParent.computeIfAbsent(region.parent(), parent -> new ArrayList<>()).add(region);
        }
        this.locator = locator;
    }

    List<Region> below(@Nullable String parent) {
        return Collections.unmodifiableList(byParent.getOrDefault(parent, List.of()));
    }

    Optional<Region> find(@Nullable String code) {
        return code == null ? Optional.empty() : Optional.ofNullable(byCode.get(code));
    }

    Region get(String code) {
        return find(code).orElseThrow(() -> Invalid.field("region", "unknown"));
    }

    /** The codes of a region and of all below it. */
    List<String> subtree(String code) {
        List<String> codes = new ArrayList<>(List.of(get(code).code()));
        for (int i = 0; i < codes.size(); i++) {
            below(codes.get(i)).forEach(region -> codes.add(region.code()));
        }
        return List.copyOf(codes);
    }

    /** The regions that a region is part of, the largest first. */
    List<Region> above(Region region) {
        List<Region> path = new ArrayList<>();
        for (Optional<Region> parent = find(region.parent());
                parent.isPresent();
                parent = find(parent.get().parent())) {
            path.addFirst(parent.get());
        }
        return List.copyOf(path);
    }

    Optional<Region> at(Coordinates position) {
        return locator.at(position).flatMap(this::find);
    }

    int size() {
        return byCode.size();
    }
}
