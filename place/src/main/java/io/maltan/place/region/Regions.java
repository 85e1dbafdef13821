package io.maltan.place.region;

import io.maltan.place.geography.Coordinates;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.problem.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The tree of regions, and which of them a position belongs to. It is replaced as a whole while
 * others read it.
 *
 * <p>Until the database has told which regions are in force there is none, and whoever asks is told
 * so: places would be written with regions of another tree.
 */
@Component
public final class Regions {

    private static final Logger log = LoggerFactory.getLogger(Regions.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Sinks.Empty<Void> known = Sinks.empty();
    private volatile @Nullable InForce inForce;

    /** A tree and its version; 0 for the one that the project brings. */
    private record InForce(RegionTree tree, long version) {}

    /** Takes another tree instead of the present one, unless that is newer. */
    synchronized void replace(RegionTree other, long version) {
        InForce present = inForce;
        if (present == null || version > present.version()) {
            inForce = new InForce(other, version);
            Sinks.EmitResult told = known.tryEmitEmpty();
            if (told.isSuccess()) {
                log.debug("Regions of version {} are in force", version);
            }
        }
    }

    boolean isKnown() {
        return inForce != null;
    }

    /** Completes as soon as the regions are known. */
    Mono<Void> known() {
        return known.asMono();
    }

    /** Which tree is in force; 0 for the one that the project brings. */
    long version() {
        return inForce().version();
    }

    private RegionTree tree() {
        return inForce().tree();
    }

    private InForce inForce() {
        InForce present = inForce;
        if (present == null) {
            throw new Unavailable("unavailable", SOON);
        }
        return present;
    }

    /** The regions right below a parent, or those at the top for null. */
    public List<Region> below(@Nullable String parent) {
        if (parent != null && find(parent).isEmpty()) {
            throw Invalid.field("parent", "unknown");
        }
        return tree().below(parent);
    }

    public Optional<Region> find(@Nullable String code) {
        return tree().find(code);
    }

    /** The codes of a region that a client named and of all below it. */
    public List<String> subtree(String code) {
        return tree().subtree(code);
    }

    /** The regions that a region is part of, the largest first. */
    public List<Region> above(Region region) {
        return tree().above(region);
    }

    /** The smallest region that a position belongs to; empty where none is known. */
    public Optional<Region> at(Coordinates position) {
        return tree().at(position);
    }
}
