package io.maltan.recommendation.ranking;

/** How one request is ranked: the standing settings, or those of a variant. */
record Settings(Weights weights, int mostInARow, int exploreEvery, double exploreCost) {}
