package io.maltan.place.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far an import has come.
 *
 * @param read records that look like places, whatever became of them
 * @param reasons why records were skipped, or why the import failed
 */
record ImportTally(
        long read,
        long created,
        long updated,
        long unchanged,
        long skipped,
        long linked,
        long vanished,
        List<Reason> reasons) {

    private static final String REMOVED_HERE = "removed_here";

    static final ImportTally NOTHING = new ImportTally(0, 0, 0, 0, 0, 0, 0, List.of());

    /** A reason, how often it came, and the first case. */
    record Reason(String code, long count, String example) {

        Reason plus(Reason other) {
            return new Reason(code, count + other.count, example);
        }
    }

    ImportTally {
        reasons = List.copyOf(reasons);
    }

    /** Records that have been read; what becomes of those that can be places is not known yet. */
    static ImportTally takenIn(long usable, List<Parsed.Skipped> skips) {
        return new ImportTally(
                usable + skips.size(),
                0,
                0,
                0,
                skips.size(),
                0,
                0,
                sum(
                        skips.stream()
                                .map(skip -> new Reason(skip.reason(), 1, skip.example()))
                                .toList()));
    }

    /** What became of all that was taken in. */
    static ImportTally merged(R2dbcIncoming.Comparison seen) {
        List<Reason> removed =
                seen.removed() == 0
                        ? List.of()
                        : List.of(
                                new Reason(
                                        REMOVED_HERE,
                                        seen.removed(),
                                        String.valueOf(seen.example())));
        return new ImportTally(
                0, seen.added(), seen.changed(), seen.unchanged(), seen.removed(), 0, 0, removed);
    }

    ImportTally plus(ImportTally other) {
        List<Reason> both = new ArrayList<>(reasons);
        both.addAll(other.reasons);
        return new ImportTally(
                read + other.read,
                created + other.created,
                updated + other.updated,
                unchanged + other.unchanged,
                skipped + other.skipped,
                linked + other.linked,
                vanished + other.vanished,
                sum(both));
    }

    /** What is left when nothing of it came to be. */
    ImportTally failed(String code, String example) {
        return new ImportTally(read, 0, 0, 0, 0, 0, 0, List.of(new Reason(code, 1, example)));
    }

    /** How many places there are that were not so before. */
    long written() {
        return created + updated;
    }

    ImportTally withLinked(long places) {
        return new ImportTally(
                read, created, updated, unchanged, skipped, places, vanished, reasons);
    }

    ImportTally withVanished(long places) {
        return new ImportTally(read, created, updated, unchanged, skipped, linked, places, reasons);
    }

    private static List<Reason> sum(List<Reason> reasons) {
        Map<String, Reason> byCode = new LinkedHashMap<>();
        for (Reason reason : reasons) {
            byCode.merge(reason.code(), reason, Reason::plus);
        }
        return List.copyOf(byCode.values());
    }
}
