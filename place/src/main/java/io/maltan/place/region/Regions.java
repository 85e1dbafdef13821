package io.maltan.place.region;

import io.maltan.place.geography.Coordinates;
import io.maltan.platform.problem.Invalid;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tree of regions, and which of them a position belongs to. It is replaced as a whole while
 * others read it.
 */
public final class Regions {

    private volatile RegionTree tree;
    private volatile long version;

    Regions(RegionTree tree) {
        this.tree = tree;
    }

    /** Takes another tree instead of the present one. */
    synchronized void replace(RegionTree other, long otherVersion) {
        if (otherVersion > version) {
            tree = other;
            version = otherVersion;
        }
    }

    /** Which tree this is; 0 for the one that the project brings. */
    long version() {
        return version;
    }

    /** The regions right below a parent, or those at the top for null. */
    public List<Region> below(@Nullable String parent) {
        if (parent != null && find(parent).isEmpty()) {
            throw Invalid.field("parent", "unknown");
        }
        return tree.below(parent);
    }

    public Optional<Region> find(@Nullable String code) {
        return tree.find(code);
    }

    /** The codes of a region that a client named and of all below it. */
    public List<String> subtree(String code) {
        return tree.subtree(code);
    }

    /** The regions that a region is part of, the largest first. */
    public List<Region> above(Region region) {
        return tree.above(region);
    }

    /** The smallest region that a position belongs to; empty where none is known. */
    public Optional<Region> at(Coordinates position) {
        return tree.at(position);
    }

    /** Everything that a place in this region may be searched by, the names above it included. */
    public String searchWords(Region region) {
        String above =
                tree.above(region).reversed().stream()
                        .map(parent -> " " + parent.ko() + " " + parent.en())
                        .collect(Collectors.joining());
        return region.ko() + " " + region.en() + above;
    }
}
