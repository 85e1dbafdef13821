package io.maltan.recommendation.place;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Every place in memory, in columns of primitive numbers: some 70 bytes a place and its name.
 *
 * <p>A place has a number that stays the same as long as the process lives. Changes come one at a
 * time, readers never wait; one that reads while a place changes may see it half changed, once.
 */
@Component
public final class PlaceIndex {

    private static final int NONE = -1;
    private static final long NEVER = Long.MIN_VALUE;

    private final IdTable ids = new IdTable();
    private final GeoGrid grid = new GeoGrid();
    private final Categories categories = new Categories();
    private final Codes<Region> regions = new Codes<>();
    private final Codes<String> zones = new Codes<>();
    private final Codes<Optional<WeeklyHours>> hours = new Codes<>();
    private final HoursTexts hoursTexts = new HoursTexts();
    private final TextStore names = new TextStore();
    private final NameWords words = new NameWords();
    private volatile Columns columns = new Columns(512);
    private volatile int size;
    private final AtomicInteger inBusiness = new AtomicInteger();

    /** Numbers go from 0 to one less than this; not every one need be a place that still exists. */
    public int size() {
        return size;
    }

    /** How many places can be recommended. */
    public int inBusiness() {
        return inBusiness.get();
    }

    /** The number of a place that exists. */
    public OptionalInt find(UUID id) {
        int place = ids.find(id);
        return place == NONE || columns.version[place] == NEVER
                ? OptionalInt.empty()
                : OptionalInt.of(place);
    }

    public UUID id(int place) {
        return ids.id(place);
    }

    public String name(int place) {
        return names.get(columns.name[place]);
    }

    public double lat(int place) {
        return columns.lat[place];
    }

    public double lon(int place) {
        return columns.lon[place];
    }

    public Categories categories() {
        return categories;
    }

    /** The number of its category among {@link #categories()}. */
    public int category(int place) {
        return columns.category[place];
    }

    public String categoryCode(int place) {
        return categories.code(category(place));
    }

    public Optional<Region> region(int place) {
        int region = columns.region[place];
        return region == NONE ? Optional.empty() : Optional.of(regions.value(region));
    }

    /** A number for its region, -1 where it has none; see {@link #regionsWithin}. */
    public int regionNumber(int place) {
        return columns.region[place];
    }

    /** By the number of a region, whether it is the one of that code or lies within it. */
    public boolean[] regionsWithin(String code) {
        boolean[] within = new boolean[regions.size()];
        for (int region = 0; region < within.length; region++) {
            within[region] = regions.value(region).isWithin(code);
        }
        return within;
    }

    /** Whether it exists and is in business, so that it may be recommended. */
    public boolean isInBusiness(int place) {
        return columns.business[place];
    }

    public double ratingAverage(int place) {
        return columns.ratingAverage[place];
    }

    public int ratingCount(int place) {
        return columns.ratingCount[place];
    }

    public Instant createdAt(int place) {
        return Instant.ofEpochSecond(columns.createdAt[place]);
    }

    /** Whether it is open at a moment, in its own time zone. */
    public Openness openness(int place, Instant at) {
        Optional<WeeklyHours> known = hoursOf(place);
        if (known.isEmpty()) {
            return Openness.UNKNOWN;
        }
        return known.get().isOpen(minuteOfWeek(localTime(place, at)))
                ? Openness.OPEN
                : Openness.CLOSED;
    }

    /** When a place that is open closes, in its own time zone; empty for one that never does. */
    public Optional<ZonedDateTime> closesAt(int place, Instant at) {
        return hoursOf(place).flatMap(known -> closing(known, localTime(place, at)));
    }

    private static Optional<ZonedDateTime> closing(WeeklyHours hours, ZonedDateTime local) {
        int minutes = hours.minutesUntilClosing(minuteOfWeek(local));
        return minutes >= WeeklyHours.MINUTES_OF_WEEK
                ? Optional.empty()
                : Optional.of(local.withSecond(0).withNano(0).plusMinutes(minutes));
    }

    private Optional<WeeklyHours> hoursOf(int place) {
        int known = columns.hours[place];
        return known == NONE ? Optional.empty() : hours.value(known);
    }

    private ZonedDateTime localTime(int place, Instant at) {
        return at.atZone(zoneOf(place));
    }

    /** Its time zone; where none is told, the one that its longitude suggests. */
    private ZoneId zoneOf(int place) {
        int zone = columns.zone[place];
        return zone == NONE
                ? ZoneOffset.ofHours((int) Math.round(columns.lon[place] / 15))
                : ZoneId.of(zones.value(zone));
    }

    private static int minuteOfWeek(ZonedDateTime local) {
        return (local.getDayOfWeek().getValue() - 1) * WeeklyHours.MINUTES_OF_DAY
                + local.getHour() * 60
                + local.getMinute();
    }

    /** Hashes of the words of its name. */
    public int[] words(int place) {
        return columns.words[place];
    }

    /** How telling a word of a name is: 0 for one in many names, nearly 1 for a rare one. */
    public double rarity(int word) {
        return words.rarity(word, size);
    }

    /** The distance in metres between a place and a position. */
    public double metresFrom(int place, double lat, double lon) {
        return Geodesy.metres(lat, lon, columns.lat[place], columns.lon[place]);
    }

    /** Hands on every place in business within a circle, in no particular order. */
    public void within(double lat, double lon, double radiusMetres, IntConsumer action) {
        grid.around(
                lat,
                lon,
                radiusMetres,
                place -> {
                    if (isInBusiness(place) && metresFrom(place, lat, lon) <= radiusMetres) {
                        action.accept(place);
                    }
                });
    }

    /** Hands on every place in business. */
    public void everywhere(IntConsumer action) {
        Columns seen = columns;
        for (int place = 0; place < size; place++) {
            if (seen.business[place]) {
                action.accept(place);
            }
        }
    }

    /**
     * Takes a place in; one that is known in a later version stays as it is.
     *
     * @return its number
     */
    @CanIgnoreReturnValue
    synchronized int put(PlaceFacts facts) {
        int known = ids.find(facts.id());
        int place = known == NONE ? append(facts.id()) : known;
        if (columns.version[place] <= facts.version()) {
            replace(place, facts);
        }
        return place;
    }

    private int append(UUID id) {
        int place = ids.add(id);
        if (place == columns.version.length) {
            columns = columns.grown();
        }
        size = ids.size();
        return place;
    }

    private void replace(int place, PlaceFacts facts) {
        takeOffGrid(place);
        rename(place, facts.name());
        columns.set(place, facts);
        columns.category[place] = (short) categories.numberOf(facts.category());
        columns.region[place] = (short) regionNumber(facts.region());
        columns.zone[place] = (short) zoneNumber(facts.timeZone());
        columns.hours[place] = hoursNumber(facts.openingHours());
        if (facts.isInBusiness()) {
            open(place);
        }
    }

    private void open(int place) {
        columns.business[place] = true;
        grid.add(place, columns.lat[place], columns.lon[place]);
        inBusiness.incrementAndGet();
    }

    private void takeOffGrid(int place) {
        if (columns.business[place]) {
            columns.business[place] = false;
            grid.remove(place, columns.lat[place], columns.lon[place]);
            inBusiness.decrementAndGet();
        }
    }

    private void rename(int place, String name) {
        boolean known = columns.version[place] != NEVER;
        if (known && name(place).equals(name)) {
            return;
        }
        if (known) {
            words.count(columns.words[place], -1);
        }
        columns.name[place] = names.add(name);
        columns.words[place] = NameWords.hashesOf(name);
        words.count(columns.words[place], 1);
    }

    private int regionNumber(PlaceFacts.@Nullable RegionFacts region) {
        return region == null ? NONE : regions.numberOf(new Region(region.code(), region.names()));
    }

    private int zoneNumber(@Nullable String zone) {
        return zone == null || !isZone(zone) ? NONE : zones.numberOf(zone);
    }

    private static boolean isZone(String zone) {
        try {
            return ZoneId.of(zone).getId().equals(zone);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private int hoursNumber(@Nullable String text) {
        return text == null || text.isBlank() ? NONE : hours.numberOf(hoursTexts.parsed(text));
    }

    /** Follows its reviews. */
    synchronized void rate(UUID id, double average, int count) {
        int place = ids.find(id);
        if (place != NONE) {
            columns.ratingAverage[place] = (float) average;
            columns.ratingCount[place] = count;
        }
    }

    /** Takes a place out. */
    synchronized void remove(UUID id) {
        int place = ids.find(id);
        if (place != NONE) {
            forget(place);
        }
    }

    private void forget(int place) {
        takeOffGrid(place);
        columns.version[place] = NEVER;
    }

    /** Takes out every place that is not among the given numbers. */
    synchronized void retain(BitSet places) {
        for (int place = places.nextClearBit(0);
                place < size;
                place = places.nextClearBit(place + 1)) {
            forget(place);
        }
    }

    /** What the columns and names hold, in bytes. */
    public long bytes() {
        return columns.version.length * 70L + size * 56L + names.bytes();
    }

    private static final class Columns {
        final double[] lat;
        final double[] lon;
        final short[] category;
        final short[] region;
        final short[] zone;
        final int[] hours;
        final boolean[] business;
        final float[] ratingAverage;
        final int[] ratingCount;
        final long[] createdAt;
        final long[] version;
        final int[] name;
        final int[][] words;

        Columns(int capacity) {
            this(
                    new double[capacity],
                    new double[capacity],
                    new short[capacity],
                    new short[capacity],
                    new short[capacity],
                    new int[capacity],
                    new boolean[capacity],
                    new float[capacity],
                    new int[capacity],
                    new long[capacity],
                    never(capacity),
                    new int[capacity],
                    new int[capacity][]);
        }

        private Columns(
                double[] lat,
                double[] lon,
                short[] category,
                short[] region,
                short[] zone,
                int[] hours,
                boolean[] business,
                float[] ratingAverage,
                int[] ratingCount,
                long[] createdAt,
                long[] version,
                int[] name,
                int[][] words) {
            this.lat = lat;
            this.lon = lon;
            this.category = category;
            this.region = region;
            this.zone = zone;
            this.hours = hours;
            this.business = business;
            this.ratingAverage = ratingAverage;
            this.ratingCount = ratingCount;
            this.createdAt = createdAt;
            this.version = version;
            this.name = name;
            this.words = words;
        }

        private static long[] never(int capacity) {
            long[] version = new long[capacity];
            Arrays.fill(version, NEVER);
            return version;
        }

        Columns grown() {
            int held = version.length;
            int capacity = held * 2;
            long[] grownVersion = Arrays.copyOf(version, capacity);
            Arrays.fill(grownVersion, held, capacity, NEVER);
            return new Columns(
                    Arrays.copyOf(lat, capacity),
                    Arrays.copyOf(lon, capacity),
                    Arrays.copyOf(category, capacity),
                    Arrays.copyOf(region, capacity),
                    Arrays.copyOf(zone, capacity),
                    Arrays.copyOf(hours, capacity),
                    Arrays.copyOf(business, capacity),
                    Arrays.copyOf(ratingAverage, capacity),
                    Arrays.copyOf(ratingCount, capacity),
                    Arrays.copyOf(createdAt, capacity),
                    grownVersion,
                    Arrays.copyOf(name, capacity),
                    Arrays.copyOf(words, capacity));
        }

        void set(int place, PlaceFacts facts) {
            lat[place] = facts.lat();
            lon[place] = facts.lon();
            createdAt[place] = facts.createdAt().getEpochSecond();
            version[place] = facts.version();
            PlaceFacts.RatingFacts rating = facts.rating();
            if (rating != null) {
                ratingAverage[place] = (float) rating.average();
                ratingCount[place] = rating.count();
            }
        }
    }
}
