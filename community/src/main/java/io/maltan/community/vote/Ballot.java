package io.maltan.community.vote;

import io.maltan.community.member.Viewer;
import io.maltan.platform.security.Caller;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** A vote and who casts it. */
public record Ballot(Viewer voter, UUID voterId, int value) {

    public static Ballot of(Caller caller, int value) {
        return new Ballot(Viewer.of(caller), caller.id(), value);
    }

    public static List<Viewer> voters(List<Ballot> ballots) {
        return ballots.stream().map(Ballot::voter).toList();
    }

    /** What each voter wants in the end, without those who may not vote. */
    public static Map<UUID, Integer> votes(List<Ballot> ballots, Set<UUID> excluded) {
        Map<UUID, Integer> votes = new LinkedHashMap<>();
        for (Ballot ballot : ballots) {
            if (!excluded.contains(ballot.voterId)) {
                votes.put(ballot.voterId, ballot.value);
            }
        }
        return votes;
    }

    /** The answer to each voter, in their order. */
    public static List<Mono<Tally>> answers(
            List<Ballot> ballots,
            Map<UUID, Integer> votes,
            int up,
            int down,
            Supplier<? extends RuntimeException> refusal) {
        return ballots.stream()
                .map(ballot -> {
                    Integer mine = votes.get(ballot.voterId);
                    return mine == null
                            ? Mono.<Tally>error(refusal)
                            : Mono.just(new Tally(up, down, mine));
                })
                .toList();
    }
}
