package io.maltan.place.region;

import io.maltan.place.geography.Coordinates;
import io.maltan.platform.problem.NotFound;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/places/regions")
class RegionController {

    private final Regions regions;

    RegionController(Regions regions) {
        this.regions = regions;
    }

    record RegionView(
            String code,
            @Nullable String parent,
            String name,
            Names names,
            double lat,
            double lon) {}

    record Names(String ko, String en) {}

    record RegionList(List<RegionView> items) {}

    record Where(
            @NotNull @DecimalMin("-90") @DecimalMax("90") Double lat,
            @NotNull @DecimalMin("-180") @DecimalMax("180") Double lon) {}

    @GetMapping
    RegionList below(@RequestParam(required = false) @Nullable String parent, Locale language) {
        return new RegionList(
                regions.below(parent).stream().map(region -> toView(region, language)).toList());
    }

    @GetMapping("/at")
    RegionView at(@Valid @ModelAttribute Where where, Locale language) {
        return regions.at(new Coordinates(where.lat(), where.lon()))
                .map(region -> toView(region, language))
                .orElseThrow(() -> new NotFound("region_not_found"));
    }

    private static RegionView toView(Region region, Locale language) {
        return new RegionView(
                region.code(),
                region.parent(),
                region.name(language),
                new Names(region.ko(), region.en()),
                region.centre().lat(),
                region.centre().lon());
    }
}
