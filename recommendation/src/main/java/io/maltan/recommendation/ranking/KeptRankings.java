package io.maltan.recommendation.ranking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Rankings that somebody is paging through, for a while and within bounds. */
@Component
final class KeptRankings {

    private final Cache<UUID, Kept> rankings;

    KeptRankings(RankingProperties properties) {
        this.rankings =
                Caffeine.newBuilder()
                        .maximumWeight(properties.keptRankings())
                        .weigher((UUID id, Kept kept) -> kept.weight())
                        .expireAfterAccess(properties.keptFor())
                        .build();
    }

    void keep(UUID id, Kept kept) {
        rankings.put(id, kept);
    }

    /** A ranking, for whom it was made. */
    Optional<Kept> find(UUID id, @Nullable UUID userId) {
        return Optional.ofNullable(rankings.getIfPresent(id)).filter(kept -> kept.isFor(userId));
    }

    /**
     * A kept ranking.
     *
     * @param reachMetres the reach that its scores were made with
     * @param before the places of the rankings that it continues
     */
    record Kept(@Nullable UUID userId, Ranking ranking, double reachMetres, IntSet before) {

        int weight() {
            return 20 + 2 * ranking.size() + 2 * before.size();
        }

        boolean isFor(@Nullable UUID caller) {
            return userId == null ? caller == null : userId.equals(caller);
        }

        /** Every place that it or one before it holds. */
        IntSet all() {
            IntOpenHashSet all = new IntOpenHashSet(before);
            for (int place : ranking.places()) {
                all.add(place);
            }
            return all;
        }
    }
}
