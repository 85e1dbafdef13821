package io.maltan.recommendation.situated;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Which rule to rank by: what was learned, unless a simple rule is ahead of it on the same
 * questions by more than a standard error of their differences.
 */
final class RuleChoice {

    private final List<Query> questions;
    private final Map<SituatedRanking.Rule, double[]> reciprocals =
            new EnumMap<>(SituatedRanking.Rule.class);

    /** Ranks by all rules; none of the questions may have been learned from. */
    RuleChoice(SituatedRanking ranking, List<Query> questions) {
        this.questions = questions;
        for (SituatedRanking.Rule rule : SituatedRanking.Rule.values()) {
            reciprocals.put(rule, new double[questions.size()]);
        }
        for (int at = 0; at < questions.size(); at++) {
            for (SituatedRanking.Rule rule : SituatedRanking.Rule.values()) {
                double rank = ranking.rank(questions.get(at), rule);
                reciprocalsOf(rule)[at] = rank > 0 ? 1 / rank : 0;
            }
        }
    }

    private double[] reciprocalsOf(SituatedRanking.Rule rule) {
        return Objects.requireNonNull(reciprocals.get(rule));
    }

    SituatedRanking.Rule best(Consumer<String> log) {
        SituatedRanking.Rule best = SituatedRanking.Rule.LEARNED;
        for (SituatedRanking.Rule rule : SituatedRanking.Rule.values()) {
            log.accept(
                    String.format(
                            Locale.ROOT,
                            "  %-18s mean reciprocal rank %.4f, on %,d questions set aside",
                            rule.label(),
                            mean(rule),
                            questions.size()));
            if (isAhead(rule) && mean(rule) > mean(best)) {
                best = rule;
            }
        }
        log.accept("ranked by: " + best.label());
        return best;
    }

    private double mean(SituatedRanking.Rule rule) {
        return Arrays.stream(reciprocalsOf(rule)).average().orElse(0);
    }

    private boolean isAhead(SituatedRanking.Rule rule) {
        double[] own = reciprocalsOf(rule);
        double[] learned = reciprocalsOf(SituatedRanking.Rule.LEARNED);
        double squares = 0;
        double ahead = mean(rule) - mean(SituatedRanking.Rule.LEARNED);
        for (int at = 0; at < own.length; at++) {
            double apart = own[at] - learned[at] - ahead;
            squares += apart * apart;
        }
        return ahead > Math.sqrt(squares) / Math.max(1, own.length);
    }
}
