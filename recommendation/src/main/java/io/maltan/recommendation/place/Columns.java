package io.maltan.recommendation.place;

import java.util.Arrays;

/** The numbers of places, a primitive array for each property. */
final class Columns {

    static final int NEVER = Integer.MIN_VALUE;

    /** What a place takes here, in bytes. */
    static final int BYTES_PER_PLACE = 4 + 4 + 2 + 2 + 2 + 2 + 1 + 4 + 4 + 4 + 4 + 4;

    private static final double PARTS_OF_DEGREE = 1e7;
    private static final double DEGREES_OF_PART = 1e-7;

    final int[] lat;
    final int[] lon;
    final char[] category;
    final char[] region;
    final char[] zone;
    final char[] hours;
    final boolean[] business;
    final float[] ratingAverage;
    final int[] ratingCount;
    final int[] createdAt;
    final int[] version;

    /** Where the record of its names begins, in the texts that belong to these columns. */
    final int[] text;

    final PlaceTexts texts;

    Columns(int capacity, PlaceTexts texts) {
        this.lat = new int[capacity];
        this.lon = new int[capacity];
        this.category = new char[capacity];
        this.region = new char[capacity];
        this.zone = new char[capacity];
        this.hours = new char[capacity];
        this.business = new boolean[capacity];
        this.ratingAverage = new float[capacity];
        this.ratingCount = new int[capacity];
        this.createdAt = new int[capacity];
        this.version = new int[capacity];
        this.text = new int[capacity];
        this.texts = texts;
        Arrays.fill(version, NEVER);
    }

    private Columns(Columns held, int capacity) {
        this.lat = Arrays.copyOf(held.lat, capacity);
        this.lon = Arrays.copyOf(held.lon, capacity);
        this.category = Arrays.copyOf(held.category, capacity);
        this.region = Arrays.copyOf(held.region, capacity);
        this.zone = Arrays.copyOf(held.zone, capacity);
        this.hours = Arrays.copyOf(held.hours, capacity);
        this.business = Arrays.copyOf(held.business, capacity);
        this.ratingAverage = Arrays.copyOf(held.ratingAverage, capacity);
        this.ratingCount = Arrays.copyOf(held.ratingCount, capacity);
        this.createdAt = Arrays.copyOf(held.createdAt, capacity);
        this.version = Arrays.copyOf(held.version, capacity);
        this.text = Arrays.copyOf(held.text, capacity);
        this.texts = held.texts;
        Arrays.fill(version, held.version.length, capacity, NEVER);
    }

    /** The same numbers, and the texts of so many places without what nobody refers to any more. */
    private Columns(Columns held, PlaceTexts compacted, int size) {
        this.lat = held.lat;
        this.lon = held.lon;
        this.category = held.category;
        this.region = held.region;
        this.zone = held.zone;
        this.hours = held.hours;
        this.business = held.business;
        this.ratingAverage = held.ratingAverage;
        this.ratingCount = held.ratingCount;
        this.createdAt = held.createdAt;
        this.version = held.version;
        this.text = new int[held.text.length];
        this.texts = compacted;
        for (int place = 0; place < size; place++) {
            if (version[place] != NEVER) {
                text[place] = compacted.addFrom(held.texts, held.text[place]);
            }
        }
    }

    int capacity() {
        return version.length;
    }

    Columns grown(int capacity) {
        return new Columns(this, capacity);
    }

    Columns compacted(int size) {
        return new Columns(this, texts.anew(), size);
    }

    double lat(int place) {
        return lat[place] / PARTS_OF_DEGREE;
    }

    double lon(int place) {
        return lon[place] / PARTS_OF_DEGREE;
    }

    double metres(int place, Vicinity from) {
        return from.metres(lat[place] * DEGREES_OF_PART, lon[place] * DEGREES_OF_PART);
    }

    void set(int place, PlaceFacts facts) {
        lat[place] = (int) Math.round(facts.lat() * PARTS_OF_DEGREE);
        lon[place] = (int) Math.round(facts.lon() * PARTS_OF_DEGREE);
        createdAt[place] = (int) facts.createdAt().getEpochSecond();
        version[place] = version(facts);
        PlaceFacts.RatingFacts rating = facts.rating();
        if (rating != null) {
            ratingAverage[place] = (float) rating.average();
            ratingCount[place] = rating.count();
        }
    }

    /** An edit more than two thousand million would be taken for no later one. */
    static int version(PlaceFacts facts) {
        return (int) Math.min(Integer.MAX_VALUE, facts.version());
    }
}
