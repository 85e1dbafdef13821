package io.maltan.recommendation.model;

/**
 * How well a model made of a part of the interactions foretells others, over all items, those that
 * a person came to before excluded.
 *
 * @param k the length of the lists that were judged
 * @param people how many people's lists
 * @param recall the share of the later items found, of at most k
 * @param ndcg the same, with the upper places of the list worth more
 */
public record OfflineMeasure(int k, int people, double recall, double ndcg) {}
