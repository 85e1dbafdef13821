package io.maltan.recommendation.evaluation;

import io.maltan.recommendation.situated.Diary;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines "person place place …", and one of the same shape with times instead of places. A
 * person may have several lines and a place may come again; people are kept in ascending order, and
 * what they did as it stands in the file. Times may be of some people alone, and in milliseconds or
 * microseconds as well as in seconds: no visit was made as late as those would be.
 */
final class CheckIns {

    private static final long NO_SECOND = 100_000_000_000L;
    private static final long THOUSAND = 1_000;

    private final long[] people;
    private final Visits[] visits;
    private final List<String> remarks;

    private CheckIns(long[] people, Visits[] visits, List<String> remarks) {
        this.people = people;
        this.visits = visits;
        this.remarks = remarks;
    }

    static CheckIns read(Path file, @Nullable Path times, Numbering places) {
        Long2ObjectOpenHashMap<Visits> byPerson = new Long2ObjectOpenHashMap<>();
        Lines.read(
                file,
                line -> {
                    long person = line.nextId("person");
                    Visits own = byPerson.computeIfAbsent(person, id -> new Visits());
                    while (line.hasNext()) {
                        own.places.add(places.add(line.nextId("place")));
                    }
                });
        List<String> remarks = times == null ? List.of() : new Times(times, file, byPerson).read();
        long[] people = byPerson.keySet().toLongArray();
        Arrays.sort(people);
        Visits[] visits = new Visits[people.length];
        Arrays.setAll(visits, at -> byPerson.get(people[at]));
        return new CheckIns(people, visits, remarks);
    }

    /** The same, what each person did in the order of time; where none is known, as it stood. */
    CheckIns inOrderOfTime() {
        Visits[] ordered = Arrays.stream(visits).map(Visits::inOrderOfTime).toArray(Visits[]::new);
        return new CheckIns(people, ordered, remarks);
    }

    /** What is odd about the times, though they can be used. */
    List<String> remarks() {
        return remarks;
    }

    /** How many check-ins there are. */
    long size() {
        return Arrays.stream(visits).mapToLong(own -> own.places.size()).sum();
    }

    /** The places of a person, none for somebody unknown. */
    IntOpenHashSet placesOf(int person) {
        return person < 0 ? new IntOpenHashSet() : new IntOpenHashSet(visits[person].places);
    }

    /** Whether times are known, be it of some people alone. */
    boolean hasTimes() {
        return Arrays.stream(visits).anyMatch(Visits::hasTimes);
    }

    int people() {
        return people.length;
    }

    long person(int number) {
        return people[number];
    }

    /** The number of a person, negative where there is none of that id. */
    int find(long person) {
        return Arrays.binarySearch(people, person);
    }

    int count(int person) {
        return visits[person].places.size();
    }

    /** The number of a person's place. */
    int place(int person, int at) {
        return visits[person].places.getInt(at);
    }

    /** When; {@link Diary#UNKNOWN} where no time was given. */
    long second(int person, int at) {
        return visits[person].hasTimes() ? visits[person].seconds.getLong(at) : Diary.UNKNOWN;
    }

    private static final class Visits {

        private final IntArrayList places = new IntArrayList(8);
        private final LongArrayList seconds = new LongArrayList(0);

        boolean hasTimes() {
            return !seconds.isEmpty();
        }

        Visits inOrderOfTime() {
            if (!hasTimes()) {
                return this;
            }
            Visits ordered = new Visits();
            IntStream.range(0, places.size())
                    .boxed()
                    .sorted(Comparator.comparingLong(seconds::getLong))
                    .forEach(at -> {
                        ordered.places.add(places.getInt(at));
                        ordered.seconds.add(seconds.getLong(at));
                    });
            return ordered;
        }
    }

    /** Adds the times of a file to what people did, as far as they are given. */
    private static final class Times {

        private final Path times;
        private final Path file;
        private final Long2ObjectOpenHashMap<Visits> byPerson;
        private final LongOpenHashSet strangers = new LongOpenHashSet();
        private boolean finer;

        Times(Path times, Path file, Long2ObjectOpenHashMap<Visits> byPerson) {
            this.times = times;
            this.file = file;
            this.byPerson = byPerson;
        }

        List<String> read() {
            Lines.read(times, this::add);
            byPerson.forEach((person, own) -> requireAll(person, own));
            long without = byPerson.values().stream().filter(own -> !own.hasTimes()).count();
            List<String> remarks = new ArrayList<>();
            if (without > 0) {
                remarks.add("%s has no times of %,d people".formatted(times, without));
            }
            if (!strangers.isEmpty()) {
                remarks.add(
                        "%s has times of %,d people who are not in %s: left out"
                                .formatted(times, strangers.size(), file));
            }
            if (finer) {
                remarks.add(times + " counts finer than seconds: made seconds");
            }
            return List.copyOf(remarks);
        }

        private void add(Lines.Line line) {
            long person = line.nextId("person");
            Visits own = byPerson.get(person);
            if (own == null) {
                strangers.add(person);
                return;
            }
            while (line.hasNext()) {
                own.seconds.add(second(line.nextId("time in seconds")));
            }
            if (own.seconds.size() > own.places.size()) {
                throw line.bad("person " + person + " has more times than places in " + file);
            }
        }

        private long second(long time) {
            long second = time;
            while (Math.abs(second) >= NO_SECOND) {
                finer = true;
                second = Math.floorDiv(second, THOUSAND);
            }
            return second;
        }

        private void requireAll(long person, Visits own) {
            if (own.hasTimes() && own.seconds.size() != own.places.size()) {
                throw new BadInput(
                        "%s has %d times for the %d places of person %d in %s"
                                .formatted(
                                        times,
                                        own.seconds.size(),
                                        own.places.size(),
                                        person,
                                        file));
            }
        }
    }
}
