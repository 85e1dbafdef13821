package io.maltan.community.vote;

import io.maltan.community.member.Viewer;
import io.maltan.platform.security.Caller;
import java.util.List;
import java.util.UUID;

/** A vote and who casts it. */
public record Ballot(Viewer voter, UUID voterId, int value) {

    public static Ballot of(Caller caller, int value) {
        return new Ballot(Viewer.of(caller), caller.id(), value);
    }

    public static List<Viewer> voters(List<Ballot> ballots) {
        return ballots.stream().map(Ballot::voter).toList();
    }

    boolean isWithdrawal() {
        return value == 0;
    }
}
