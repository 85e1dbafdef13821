package io.maltan.place.region;

import io.maltan.place.geography.Coordinates;
import io.maltan.platform.problem.NotFound;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.security.WithRole;
import io.maltan.platform.web.ETags;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/places/regions")
class RegionController {

    /** Replaced regions are seen that soon. */
    private static final CacheControl A_MINUTE =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();

    private final Regions regions;
    private final RegionReplacement replacement;
    private final R2dbcRegions stored;

    RegionController(Regions regions, RegionReplacement replacement, R2dbcRegions stored) {
        this.regions = regions;
        this.replacement = replacement;
        this.stored = stored;
    }

    record RegionView(
            String code,
            @Nullable String parent,
            String name,
            Names names,
            double lat,
            double lon,
            @Nullable List<Above> path) {}

    record Names(String ko, String en) {}

    /** A region that another is part of. */
    record Above(String code, String name) {}

    record RegionList(List<RegionView> items) {}

    record Where(
            @NotNull @DecimalMin("-90") @DecimalMax("90") Double lat,
            @NotNull @DecimalMin("-180") @DecimalMax("180") Double lon) {}

    @GetMapping
    ResponseEntity<RegionList> below(
            @RequestParam(required = false) @Nullable String parent, Locale language) {
        String above = parent == null || parent.isEmpty() ? null : parent;
        RegionList list =
                new RegionList(
                        regions.below(above).stream()
                                .map(region -> toView(region, null, language))
                                .toList());
        return ResponseEntity.ok()
                .cacheControl(A_MINUTE)
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .eTag(ETags.ofContent(list))
                .body(list);
    }

    @GetMapping("/at")
    RegionView at(@Valid @ModelAttribute Where where, Locale language) {
        return regions.at(new Coordinates(where.lat(), where.lon()))
                .map(region -> toView(region, above(region, language), language))
                .orElseThrow(() -> new NotFound("region_not_found"));
    }

    private List<Above> above(Region region, Locale language) {
        return regions.above(region).stream()
                .map(parent -> new Above(parent.code(), parent.name(language)))
                .toList();
    }

    private static RegionView toView(Region region, @Nullable List<Above> path, Locale language) {
        return new RegionView(
                region.code(),
                region.parent(),
                region.name(language),
                new Names(region.ko(), region.en()),
                region.centre().lat(),
                region.centre().lon(),
                path);
    }

    @PutMapping
    Mono<RegionReplacement.Replaced> replace(
            @WithRole(Role.ADMIN) Caller admin, ServerHttpRequest request) {
        return replacement.replace(request.getBody());
    }

    @GetMapping("/assignment")
    Mono<R2dbcRegions.State> assignment(@WithRole(Role.ADMIN) Caller admin) {
        return stored.state();
    }
}
