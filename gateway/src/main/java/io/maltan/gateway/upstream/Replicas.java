package io.maltan.gateway.upstream;

import io.maltan.gateway.upstream.BalancingSettings.Strategy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The replicas of one version of a service, as they are known now. */
final class Replicas {

    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<Replica> known = List.of();

    List<Replica> known() {
        return known;
    }

    /** Those that stay keep what is known of them. */
    void replace(Set<Replica.Key> keys) {
        Map<Replica.Key, Replica> before =
                known.stream().collect(Collectors.toMap(Replica::key, Function.identity()));
        known = keys.stream().map(key -> before.computeIfAbsent(key, Replica::new)).toList();
    }

    /**
     * Chooses one that is healthy and was not tried, or where there is none, one that was not
     * tried; null where all were.
     */
    @Nullable Replica choose(Strategy strategy, Set<Replica> tried) {
        List<Replica> all = known;
        if (all.size() == 1 && tried.isEmpty()) {
            return all.getFirst();
        }
        List<Replica> left = all.stream().filter(one -> !tried.contains(one)).toList();
        List<Replica> healthy = left.stream().filter(Replica::isHealthy).toList();
        List<Replica> candidates = healthy.isEmpty() ? left : healthy;
        return candidates.isEmpty() ? null : chooseOf(candidates, strategy);
    }

    /** Chooses one that is healthy and was not tried; null where there is none. */
    @Nullable Replica chooseHealthy(Strategy strategy, Set<Replica> tried) {
        List<Replica> healthy =
                known.stream().filter(one -> !tried.contains(one) && one.isHealthy()).toList();
        return healthy.isEmpty() ? null : chooseOf(healthy, strategy);
    }

    private Replica chooseOf(List<Replica> candidates, Strategy strategy) {
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        return switch (strategy) {
            case ROUND_ROBIN -> inTurn(candidates);
            case RANDOM -> atRandom(candidates);
            case WEIGHTED -> byWeight(candidates);
            case LEAST_RESPONSE_TIME -> fasterOfTwo(candidates);
        };
    }

    private Replica inTurn(List<Replica> candidates) {
        return candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size()));
    }

    private static Replica atRandom(List<Replica> candidates) {
        return candidates.get(ThreadLocalRandom.current().nextInt(candidates.size()));
    }

    private static Replica byWeight(List<Replica> candidates) {
        int total = candidates.stream().mapToInt(Replica::weight).sum();
        int point = ThreadLocalRandom.current().nextInt(total);
        for (Replica candidate : candidates) {
            point -= candidate.weight();
            if (point < 0) {
                return candidate;
            }
        }
        return candidates.getLast();
    }

    /** The power of two choices: Mitzenmacher, 2001. */
    private static Replica fasterOfTwo(List<Replica> candidates) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int first = random.nextInt(candidates.size());
        int second = (first + 1 + random.nextInt(candidates.size() - 1)) % candidates.size();
        Replica one = candidates.get(first);
        Replica other = candidates.get(second);
        return other.expectedNanos() < one.expectedNanos() ? other : one;
    }
}
