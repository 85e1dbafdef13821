package io.maltan.place.search;

import io.maltan.place.geography.Coordinates;

/** What people call a part of a town: a circle. */
record Area(Coordinates centre, double radiusMetres) {}
