package io.maltan.community.vote;

import io.maltan.platform.events.NewEvent;
import io.maltan.platform.problem.NotFound;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is voted on, locked.
 *
 * @param authorId who is told of votes for it
 * @param authors whom a voter has to see in order to vote
 * @param open whether it takes votes; while a moderator has hidden it, they are only withdrawn
 * @param commentId the comment, where it is one
 * @param counted the event that tells of new counts
 * @param refusal the answer to whoever does not see it
 */
public record Votable(
        UUID id,
        UUID authorId,
        Set<UUID> authors,
        boolean open,
        UUID postId,
        @Nullable UUID commentId,
        Function<Tally, NewEvent> counted,
        Supplier<NotFound> refusal) {

    public Votable {
        authors = Set.copyOf(authors);
    }
}
