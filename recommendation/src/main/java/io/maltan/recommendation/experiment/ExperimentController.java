package io.maltan.recommendation.experiment;

import io.maltan.platform.page.Page;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.security.WithRole;
import io.maltan.platform.web.ETags;
import io.maltan.recommendation.ranking.RankingSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping(ExperimentController.PATH)
class ExperimentController {

    static final String PATH = "/api/v1/recommendations/experiments";

    private static final String NAME = "[a-z0-9][a-z0-9_-]{0,62}";
    private static final int MOST_VARIANTS = 10;
    private static final double ROUNDING = 1e-9;

    private final ExperimentCatalogue catalogue;

    ExperimentController(ExperimentCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GetMapping
    Mono<Page<ExperimentView>> list(@WithRole(Role.ADMIN) Caller admin) {
        return catalogue
                .all()
                .map(ExperimentView::of)
                .collectList()
                .map(all -> new Page<>(all, null));
    }

    @GetMapping("/{name}")
    Mono<ResponseEntity<ExperimentView>> show(
            @PathVariable String name, @WithRole(Role.ADMIN) Caller admin) {
        return catalogue.get(name).map(result -> answer(HttpStatus.OK, result));
    }

    @PutMapping("/{name}")
    Mono<ResponseEntity<ExperimentView>> put(
            @PathVariable String name,
            @Valid @RequestBody Plan plan,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @WithRole(Role.ADMIN) Caller admin) {
        if (!name.matches(NAME)) {
            throw Invalid.field("name", "format");
        }
        return catalogue
                .put(name, checked(plan.variants()), ifMatch)
                .map(saved ->
                        answer(saved.isNew() ? HttpStatus.CREATED : HttpStatus.OK, saved.result()));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(@PathVariable String name, @WithRole(Role.ADMIN) Caller admin) {
        return catalogue.delete(name);
    }

    private static ResponseEntity<ExperimentView> answer(
            HttpStatus status, ExperimentCatalogue.Result result) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status).eTag(ETags.of(result.experiment().revision()));
        if (status == HttpStatus.CREATED) {
            answer.location(URI.create(PATH + "/" + result.experiment().name()));
        }
        return answer.body(ExperimentView.of(result));
    }

    private static List<Experiment.VariantPlan> checked(List<VariantBody> variants) {
        Set<String> names = new HashSet<>();
        double sum = 0;
        for (int at = 0; at < variants.size(); at++) {
            VariantBody variant = variants.get(at);
            String field = "variants[" + at + "]";
            if (!names.add(variant.name())) {
                throw Invalid.field(field + ".name", "unique");
            }
            if (!(variant.share() > 0 && variant.share() <= 1)) {
                throw Invalid.field(field + ".share", "between", 0, 1);
            }
            checkSettings(variant, field);
            sum += variant.share();
        }
        if (sum > 1 + ROUNDING) {
            throw Invalid.field("variants", "shares");
        }
        return variants.stream().map(VariantBody::plan).toList();
    }

    private static void checkSettings(VariantBody variant, String field) {
        variant.settingsOrNone()
                .forEach((name, value) -> {
                    String setting = field + ".settings." + name;
                    if (!RankingSettings.names().contains(name)) {
                        throw Invalid.field(field + ".settings", "one_of", RankingSettings.names());
                    }
                    if (value == null || !RankingSettings.allows(name, value)) {
                        throw Invalid.field(setting, "setting");
                    }
                });
    }

    record Plan(
            @NotNull @Size(min = 1, max = MOST_VARIANTS)
                    List<@NotNull @Valid VariantBody> variants) {}

    /** A variant as it is asked for. */
    record VariantBody(
            @NotNull @Pattern(regexp = NAME) String name,
            @NotNull Double share,
            @Size(max = 50) @Nullable Map<String, @Nullable Double> settings) {

        Map<String, @Nullable Double> settingsOrNone() {
            return settings == null ? Map.of() : settings;
        }

        Experiment.VariantPlan plan() {
            Map<String, Double> plain = new HashMap<>();
            settingsOrNone()
                    .forEach((name, value) -> {
                        if (value != null) {
                            plain.put(name, value);
                        }
                    });
            return new Experiment.VariantPlan(name, share, plain);
        }
    }

    /** An experiment and what came of it. */
    record ExperimentView(
            String name,
            long revision,
            List<VariantView> variants,
            Instant createdAt,
            Instant updatedAt) {

        static ExperimentView of(ExperimentCatalogue.Result result) {
            Experiment experiment = result.experiment();
            return new ExperimentView(
                    experiment.name(),
                    experiment.revision(),
                    experiment.variants().stream()
                            .map(variant ->
                                    VariantView.of(variant, result.tallies().get(variant.name())))
                            .toList(),
                    experiment.createdAt(),
                    experiment.updatedAt());
        }
    }

    /**
     * A variant and what came of it, counted in people.
     *
     * @param exposures how many people saw a list that it ranked
     * @param clicks how many of them opened a place afterwards
     */
    record VariantView(
            String name,
            double share,
            Map<String, Double> settings,
            long exposures,
            long clicks,
            long saves,
            long visits,
            Interval clickRate,
            Interval saveRate,
            Interval visitRate) {

        static VariantView of(
                Experiment.VariantPlan plan, R2dbcExperiments.@Nullable Tally counted) {
            R2dbcExperiments.Tally tally =
                    counted == null ? new R2dbcExperiments.Tally(plan.name(), 0, 0, 0, 0) : counted;
            return new VariantView(
                    plan.name(),
                    plan.share(),
                    plan.settings(),
                    tally.exposures(),
                    tally.clicks(),
                    tally.saves(),
                    tally.visits(),
                    Interval.of(tally.clicks(), tally.exposures()),
                    Interval.of(tally.saves(), tally.exposures()),
                    Interval.of(tally.visits(), tally.exposures()));
        }
    }
}
