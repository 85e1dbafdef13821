package io.maltan.recommendation.profile;

import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.place.Vicinity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a person goes, and how far they go: half of the places that they like have another within
 * the reach. Until a few are known, the reach is what is usual.
 *
 * @param reachMetres from 300 m to 3 km
 * @param anchors the places that they like most, none near another
 */
public record Ground(double reachMetres, List<Vicinity> anchors) {

    private static final double USUAL_METRES = 800;
    private static final double SHORTEST_METRES = 300;
    private static final double LONGEST_METRES = 3_000;

    /** How many places the usual reach weighs as much as. */
    private static final double DOUBT = 6;

    private static final int MOST_PLACES = 30;
    private static final int MOST_ANCHORS = 4;
    private static final double APART_METRES = 3_000;

    public Ground {
        anchors = List.copyOf(anchors);
    }

    static Ground of(List<Taste.Signal> signals, PlaceIndex places) {
        int[] liked =
                signals.stream()
                        .filter(signal -> signal.weight() > 0)
                        .mapToInt(Taste.Signal::place)
                        .limit(MOST_PLACES)
                        .toArray();
        return new Ground(reach(liked, places), anchors(liked, places));
    }

    private static double reach(int[] liked, PlaceIndex places) {
        if (liked.length < 2) {
            return USUAL_METRES;
        }
        double[] nearest = new double[liked.length];
        for (int at = 0; at < liked.length; at++) {
            nearest[at] = toNearestOther(liked, at, places);
        }
        Arrays.sort(nearest);
        double own = Math.clamp(nearest[liked.length / 2], SHORTEST_METRES, LONGEST_METRES);
        return (DOUBT * USUAL_METRES + liked.length * own) / (DOUBT + liked.length);
    }

    private static double toNearestOther(int[] liked, int at, PlaceIndex places) {
        Vicinity from = new Vicinity(places.lat(liked[at]), places.lon(liked[at]));
        double nearest = LONGEST_METRES;
        for (int other = 0; other < liked.length; other++) {
            if (other != at) {
                nearest = Math.min(nearest, places.metres(liked[other], from));
            }
        }
        return nearest;
    }

    private static List<Vicinity> anchors(int[] liked, PlaceIndex places) {
        List<Vicinity> anchors = new ArrayList<>();
        for (int place : liked) {
            boolean apart =
                    anchors.stream()
                            .allMatch(anchor -> places.metres(place, anchor) > APART_METRES);
            if (apart && anchors.size() < MOST_ANCHORS) {
                anchors.add(new Vicinity(places.lat(place), places.lon(place)));
            }
        }
        return anchors;
    }
}
