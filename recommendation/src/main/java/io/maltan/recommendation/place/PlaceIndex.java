package io.maltan.recommendation.place;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import it.unimi.dsi.fastutil.ints.Int2DoubleMap;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Every place in memory, in columns of primitive numbers: some 100 bytes a place; its names lie in
 * a file.
 *
 * <p>A place has a number that stays the same as long as the process lives. Changes come one at a
 * time, readers never wait; one that reads while a place changes may see it half changed, once.
 */
@Component
public final class PlaceIndex {

    private static final int NONE = -1;
    private static final int SMALLEST = 1_024;

    /** Texts that nobody refers to any more are let lie up to so many bytes. */
    private static final long WASTE = 4 << 20;

    /** How far off a {@link Vicinity} may be. */
    private static final double MARGIN = 0.002;

    private final IdTable ids = new IdTable();
    private final GeoGrid grid = new GeoGrid();
    private final Categories categories = new Categories();
    private final Codes<Region> regions = new Codes<>();
    private final RegionMiddles middles = new RegionMiddles();
    private final Codes<String> zones = new Codes<>();
    private final PlaceHours hours;
    private final NameWords words;
    private volatile Columns columns;
    private volatile int size;
    private volatile int most = Integer.MAX_VALUE;
    private long wasted;
    private final AtomicInteger inBusiness = new AtomicInteger();
    private final AtomicInteger leftOut = new AtomicInteger();

    /** An empty one that keeps names where temporary files usually are. */
    public PlaceIndex() {
        this((Path) null, new PlaceHours(), new NameWords());
    }

    @Autowired
    PlaceIndex(MemoryProperties properties, PlaceHours hours, NameWords words) {
        this(properties.directory(), hours, words);
    }

    private PlaceIndex(@Nullable Path directory, PlaceHours hours, NameWords words) {
        this.hours = hours;
        this.words = words;
        this.columns = new Columns(SMALLEST, new PlaceTexts(directory));
    }

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
        return place == NONE || columns.version[place] == Columns.NEVER
                ? OptionalInt.empty()
                : OptionalInt.of(place);
    }

    /**
     * The number that a place has, or will have when it comes or comes back: a model that knows it
     * need not be made anew then.
     *
     * @return -1 where there is no room for another number
     */
    public synchronized int numberFor(UUID id) {
        int known = ids.find(id);
        return known != NONE || size >= most ? known : append(id);
    }

    public UUID id(int place) {
        return ids.id(place);
    }

    /** What decides between equals: drawn from the id, so that all replicas decide alike. */
    public int lot(int place) {
        return ids.lot(place);
    }

    /** What it is called. */
    public String name(int place) {
        Columns seen = columns;
        return seen.texts.name(seen.text[place]);
    }

    /** What it is called in a language, as far as it has a name there. */
    public String name(int place, Locale locale) {
        Columns seen = columns;
        return seen.texts.name(seen.text[place], locale);
    }

    public double lat(int place) {
        return columns.lat(place);
    }

    public double lon(int place) {
        return columns.lon(place);
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
        return region == Codes.NONE ? Optional.empty() : Optional.of(regions.value(region));
    }

    /** A number for its region, a large one where it has none; see {@link #regionsWithin}. */
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

    /** Where the places of a region, and of those within it, lie on average. */
    public Optional<Vicinity> middleOf(String regionCode) {
        return Optional.ofNullable(middles.of(regionsWithin(regionCode)));
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

    /** When it came to be known, in seconds since the epoch. */
    public int createdSecond(int place) {
        return columns.createdAt[place];
    }

    /** A moment to ask {@link #openness} about many places with. */
    public LocalMoment moment(Instant at) {
        return new LocalMoment(at, zones.size());
    }

    /** Whether it is open at a moment, in its own time zone. */
    public Openness openness(int place, LocalMoment moment) {
        int known = columns.hours[place];
        if (known == Codes.NONE) {
            return Openness.UNKNOWN;
        }
        return hours.openness(
                known,
                minute(place, moment),
                zoneName(place),
                columns.lat(place),
                columns.lon(place));
    }

    /** The minute of the week that a moment is where the place lies; 0 is Monday, midnight. */
    public int minuteOfWeek(int place, LocalMoment moment) {
        return LocalMoment.minuteOfWeek(minute(place, moment));
    }

    private int minute(int place, LocalMoment moment) {
        int zone = columns.zone[place];
        return zone == Codes.NONE
                ? moment.minute(columns.lon(place))
                : moment.minute(zone, zones.value(zone));
    }

    /**
     * When a place that is open closes, in its own time zone; empty where that is more than a day
     * away, so that the hour alone would say another day, for one that never does, and for one that
     * may be open on.
     */
    public Optional<ZonedDateTime> closesAt(int place, Instant at) {
        int known = columns.hours[place];
        return known == Codes.NONE ? Optional.empty() : closesAt(place, known, at);
    }

    private Optional<ZonedDateTime> closesAt(int place, int known, Instant at) {
        String zoneName = zoneName(place);
        ZoneId zone = ZoneId.of(zoneName);
        LocalDateTime now = LocalDateTime.ofInstant(at, zone).truncatedTo(ChronoUnit.MINUTES);
        OptionalInt minutes =
                hours.minutesUntilClosing(
                        known,
                        LocalMoment.minute(now),
                        zoneName,
                        columns.lat(place),
                        columns.lon(place));
        return minutes.isEmpty() || minutes.getAsInt() > WeeklyHours.MINUTES_OF_DAY
                ? Optional.empty()
                : Optional.of(now.plusMinutes(minutes.getAsInt()).atZone(zone));
    }

    /** Its time zone; where none is told, the one that its longitude suggests. */
    private String zoneName(int place) {
        int zone = columns.zone[place];
        return zone == Codes.NONE ? LocalMoment.zoneAt(columns.lon(place)) : zones.value(zone);
    }

    /** Hashes of the words of its name. */
    public int[] words(int place) {
        Columns seen = columns;
        return seen.texts.wordsOf(seen.text[place]);
    }

    /** The sum of what the words of its name weigh, each times how telling it is. */
    public double tellingWords(int place, Int2DoubleMap weights) {
        Columns seen = columns;
        int record = seen.text[place];
        double sum = 0;
        for (int which = seen.texts.words(record) - 1; which >= 0; which--) {
            int word = seen.texts.word(record, which);
            double weight = weights.get(word);
            sum += weight == 0 ? 0 : weight * telling(word);
        }
        return sum;
    }

    /**
     * How telling a word of a name is: 0 for one in many names, or in those of places of every
     * kind, nearly 1 for a rare one.
     */
    public double telling(int word) {
        return words.telling(word, size);
    }

    /** The distance in metres between a place and a position. */
    public double metresFrom(int place, double lat, double lon) {
        return Geodesy.metres(lat, lon, columns.lat(place), columns.lon(place));
    }

    /** The distance in metres from somewhere, nearly. */
    public double metres(int place, Vicinity from) {
        return columns.metres(place, from);
    }

    /** Hands on every place in business within a circle, in no particular order. */
    public void within(double lat, double lon, double radiusMetres, IntConsumer action) {
        within(new Vicinity(lat, lon), radiusMetres, (place, metres) -> action.accept(place));
    }

    /** The same, with the distance. */
    public void within(Vicinity centre, double radiusMetres, NearbyAction action) {
        grid.around(
                centre.lat(),
                centre.lon(),
                radiusMetres,
                (members, count) -> {
                    Columns seen = columns;
                    for (int at = 0; at < count; at++) {
                        int place = members[at];
                        double metres = seen.metres(place, centre);
                        if (seen.business[place] && isWithin(place, metres, centre, radiusMetres)) {
                            action.accept(place, metres);
                        }
                    }
                });
    }

    private boolean isWithin(int place, double metres, Vicinity centre, double radiusMetres) {
        if (Math.abs(metres - radiusMetres) > MARGIN * radiusMetres) {
            return metres < radiusMetres;
        }
        return metresFrom(place, centre.lat(), centre.lon()) <= radiusMetres;
    }

    /** Takes a place and how far it is. */
    @FunctionalInterface
    public interface NearbyAction {

        void accept(int place, double metres);
    }

    /** Hands on every place in business. */
    public void everywhere(IntConsumer action) {
        int count = size;
        Columns seen = columns;
        for (int place = 0; place < count; place++) {
            if (seen.business[place]) {
                action.accept(place);
            }
        }
    }

    /** Makes room for so many, and lets no more than so many in. */
    synchronized void reserve(int expected, int mostPlaces) {
        most = mostPlaces;
        int capacity = Math.min(expected, mostPlaces);
        if (capacity > columns.capacity()) {
            columns = columns.grown(capacity);
        }
        ids.reserve(capacity);
    }

    /** How many places there was no room for. */
    public int leftOut() {
        return leftOut.get();
    }

    /**
     * Takes a place in; one that is known in a later version stays as it is.
     *
     * @return its number, -1 where there is no more room
     */
    @CanIgnoreReturnValue
    public synchronized int put(PlaceFacts facts) {
        int known = ids.find(facts.id());
        if (known == NONE && size >= most) {
            leftOut.incrementAndGet();
            return NONE;
        }
        int place = known == NONE ? append(facts.id()) : known;
        if (columns.version[place] <= Columns.version(facts)) {
            replace(place, facts);
        }
        return place;
    }

    private int append(UUID id) {
        int place = ids.add(id);
        int capacity = columns.capacity();
        if (place == capacity) {
            columns = columns.grown(Math.min(most, capacity + capacity / 2));
        }
        size = ids.size();
        return place;
    }

    private void replace(int place, PlaceFacts facts) {
        takeOffGrid(place);
        takeOffWords(place);
        rename(place, facts);
        columns.set(place, facts);
        columns.category[place] = categories.numberOf(facts.category());
        words.count(words(place), categoryCode(place), 1);
        columns.region[place] = regionNumber(facts.region());
        columns.zone[place] = zoneNumber(facts.timeZone());
        columns.hours[place] = hoursNumber(facts.openingHours());
        if (facts.isInBusiness()) {
            open(place);
        }
    }

    private void open(int place) {
        columns.business[place] = true;
        grid.add(place, columns.lat(place), columns.lon(place));
        middles.add(columns.region[place], columns.lat(place), columns.lon(place));
        inBusiness.incrementAndGet();
    }

    private void takeOffGrid(int place) {
        if (columns.business[place]) {
            columns.business[place] = false;
            grid.remove(place, columns.lat(place), columns.lon(place));
            middles.remove(columns.region[place], columns.lat(place), columns.lon(place));
            inBusiness.decrementAndGet();
        }
    }

    private void rename(int place, PlaceFacts facts) {
        Map<String, String> names = facts.names();
        String korean = names.getOrDefault("ko", facts.name());
        String english = names.getOrDefault("en", facts.name());
        if (columns.version[place] != Columns.NEVER) {
            if (isCalled(place, facts.name(), korean, english)) {
                return;
            }
            discard(place);
        }
        int[] telling = NameWords.hashesOf(facts.name());
        columns.text[place] = columns.texts.add(telling, facts.name(), korean, english);
    }

    private void takeOffWords(int place) {
        if (columns.version[place] != Columns.NEVER) {
            words.count(words(place), categoryCode(place), -1);
        }
    }

    private boolean isCalled(int place, String name, String korean, String english) {
        return name(place).equals(name)
                && name(place, Locale.KOREAN).equals(korean)
                && name(place, Locale.ENGLISH).equals(english);
    }

    private void discard(int place) {
        wasted += columns.texts.length(columns.text[place]);
        columns.version[place] = Columns.NEVER;
        if (wasted > WASTE && wasted > columns.texts.bytes() / 4) {
            columns = columns.compacted(size);
            wasted = 0;
        }
    }

    private char regionNumber(PlaceFacts.@Nullable RegionFacts region) {
        return region == null
                ? Codes.NONE
                : regions.numberOf(new Region(region.code(), region.names()));
    }

    private char zoneNumber(@Nullable String zone) {
        return zone == null || !isZone(zone) ? Codes.NONE : zones.numberOf(zone);
    }

    private static boolean isZone(String zone) {
        try {
            return ZoneId.of(zone).getId().equals(zone);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private char hoursNumber(@Nullable String text) {
        return text == null || text.isBlank() ? Codes.NONE : hours.numberOf(text);
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
        if (columns.version[place] != Columns.NEVER) {
            takeOffGrid(place);
            takeOffWords(place);
            discard(place);
        }
    }

    /** The numbers of the places that exist, without the given ones. */
    BitSet existingExcept(BitSet places) {
        BitSet others = new BitSet(size);
        for (int place = 0; place < size; place++) {
            others.set(place, columns.version[place] != Columns.NEVER && !places.get(place));
        }
        return others;
    }

    /** Takes out places of these numbers. */
    synchronized void forget(BitSet places) {
        places.stream().forEach(this::forget);
    }

    /** What lies in a file, in bytes. */
    public long fileBytes() {
        return columns.texts.bytes() - columns.texts.heapBytes();
    }

    /** What all of it holds on the heap, in bytes. */
    public long bytes() {
        return (long) columns.capacity() * Columns.BYTES_PER_PLACE
                + columns.texts.heapBytes()
                + ids.bytes()
                + grid.bytes()
                + words.bytes();
    }
}
