package io.maltan.recommendation.evaluation;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines "person place place …", and one of the same shape with seconds instead of places.
 * A person may have several lines and a place may come again; people are kept in ascending order.
 */
final class CheckIns {

    private final long[] people;
    private final Visits[] visits;
    private final boolean hasTimes;

    private CheckIns(long[] people, Visits[] visits, boolean hasTimes) {
        this.people = people;
        this.visits = visits;
        this.hasTimes = hasTimes;
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
        if (times != null) {
            readTimes(times, file, byPerson);
        }
        long[] people = byPerson.keySet().toLongArray();
        Arrays.sort(people);
        Visits[] visits = new Visits[people.length];
        Arrays.setAll(visits, at -> byPerson.get(people[at]));
        return new CheckIns(people, visits, times != null);
    }

    private static void readTimes(Path times, Path file, Long2ObjectOpenHashMap<Visits> byPerson) {
        Lines.read(
                times,
                line -> {
                    long person = line.nextId("person");
                    Visits own = byPerson.get(person);
                    if (own == null) {
                        throw line.bad("person " + person + " is not in " + file);
                    }
                    while (line.hasNext()) {
                        own.seconds.add(line.nextId("time in seconds"));
                    }
                    if (own.seconds.size() > own.places.size()) {
                        throw line.bad(
                                "person " + person + " has more times than places in " + file);
                    }
                });
        byPerson.forEach((person, own) -> {
            if (own.seconds.size() != own.places.size()) {
                throw new BadInput(
                        "%s has %d times for the %d places of person %d in %s"
                                .formatted(
                                        times,
                                        own.seconds.size(),
                                        own.places.size(),
                                        person,
                                        file));
            }
        });
    }

    /** How many check-ins there are. */
    long size() {
        return Arrays.stream(visits).mapToLong(own -> own.places.size()).sum();
    }

    /** The places of a person, none for somebody unknown. */
    IntOpenHashSet placesOf(int person) {
        return person < 0 ? new IntOpenHashSet() : new IntOpenHashSet(visits[person].places);
    }

    boolean hasTimes() {
        return hasTimes;
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

    /** The number of a person's place, in the order of the file. */
    int place(int person, int at) {
        return visits[person].places.getInt(at);
    }

    /** When; 0 where no times were given. */
    long second(int person, int at) {
        return hasTimes ? visits[person].seconds.getLong(at) : 0;
    }

    private static final class Visits {

        private final IntArrayList places = new IntArrayList(8);
        private final LongArrayList seconds = new LongArrayList(0);
    }
}
