package io.maltan.community.vote;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Votes for one thing that are counted together.
 *
 * @param blind those who do not get to see it; they can only withdraw the vote that they have
 */
record Round(List<Ballot> ballots, Set<UUID> blind) {

    Round {
        ballots = List.copyOf(ballots);
        blind = Set.copyOf(blind);
    }

    /** What each voter wants in the end. */
    Map<UUID, Integer> votes() {
        Map<UUID, Integer> votes = new LinkedHashMap<>();
        for (Ballot ballot : ballots) {
            if (mayCast(ballot)) {
                votes.put(ballot.voterId(), ballot.value());
            }
        }
        return votes;
    }

    private boolean mayCast(Ballot ballot) {
        return ballot.isWithdrawal() || !blind.contains(ballot.voterId());
    }

    /** The answer to each voter, in their order. */
    List<Mono<Tally>> answers(Ballots.Count count, Supplier<? extends RuntimeException> refusal) {
        Map<UUID, Integer> votes = votes();
        return ballots.stream().map(ballot -> answer(ballot, votes, count, refusal)).toList();
    }

    /** Whoever does not see it and had no vote to withdraw does not learn that it is there. */
    private Mono<Tally> answer(
            Ballot ballot,
            Map<UUID, Integer> votes,
            Ballots.Count count,
            Supplier<? extends RuntimeException> refusal) {
        UUID voter = ballot.voterId();
        boolean answered =
                !blind.contains(voter)
                        || (ballot.isWithdrawal() && count.changed().contains(voter));
        return answered
                ? Mono.just(new Tally(count.up(), count.down(), votes.get(voter)))
                : Mono.error(refusal);
    }
}
