package io.maltan.place.search;

/**
 * Places that stand too close on a map to be shown one by one.
 *
 * @param lat the mean of their latitudes
 * @param lon the mean of their longitudes
 */
record Cluster(double lat, double lon, long count) {}
