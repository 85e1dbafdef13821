package io.maltan.recommendation.ranking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How each person's lists are ranked: as usual, or as the variant says that they take part in. */
@Component
final class Variants {

    private static final String USUAL = "default";
    private static final int MOST = 1_000;

    private final Experiments experiments;
    private final Ranker ranker;
    private final Cache<OnTopOf, Settings> settings =
            Caffeine.newBuilder().maximumSize(MOST).build();

    Variants(Experiments experiments, Ranker ranker) {
        this.experiments = experiments;
        this.ranker = ranker;
    }

    /** What counts for a person; an exposure to a variant is noted. */
    Assigned of(@Nullable UUID person) {
        if (person == null) {
            return new Assigned(USUAL, ranker.standard());
        }
        Optional<Experiments.Variant> variant = experiments.variantOf(person);
        variant.ifPresent(shown -> experiments.exposed(person, shown));
        return variant.map(one -> new Assigned(one.name(), settingsOf(one)))
                .orElseGet(() -> new Assigned(USUAL, ranker.standard()));
    }

    private Settings settingsOf(Experiments.Variant variant) {
        return settings.get(
                new OnTopOf(ranker.standard(), variant),
                one -> RankingSettings.with(one.standard(), one.variant().settings()));
    }

    /** What a variant changes, and of what: another model may have learned other weights. */
    private record OnTopOf(Settings standard, Experiments.Variant variant) {}

    /** The name of a variant and what it means. */
    record Assigned(String name, Settings settings) {}
}
