package io.maltan.recommendation.popularity;

import io.maltan.recommendation.feedback.VisitBlock;
import java.time.Instant;
import java.util.List;

/** A part of a {@link VisitBlock}: what a model was made of, or what came after. */
record VisitSpan(Instant from, Instant to) {

    /** A block, in two parts where the model was made within it. */
    static List<VisitSpan> of(int block, Instant trainedAt) {
        Instant from = VisitBlock.startOf(block);
        Instant to = VisitBlock.startOf(block + 1);
        return trainedAt.isAfter(from) && trainedAt.isBefore(to)
                ? List.of(new VisitSpan(from, trainedAt), new VisitSpan(trainedAt, to))
                : List.of(new VisitSpan(from, to));
    }

    /** The number of the block that it is a part of, as {@link VisitBlock} counts them. */
    int blockNumber() {
        return VisitBlock.of(from);
    }
}
