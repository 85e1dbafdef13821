package io.maltan.place.imports;

import io.maltan.place.imports.R2dbcIncoming.Comparison;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.ReactiveTransaction;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Brings what a file says into the catalogue, and tells what has become of it: first all records
 * are put into a table beside the places, then compared with these, then merged at once.
 *
 * <p>All of this is one transaction, unless so much is new that a new table is made. That one is
 * built apart, on several connections, and a second transaction brings it and all else that the
 * file changes.
 */
@Component
class PlaceMerge {

    private static final Logger log = LoggerFactory.getLogger(PlaceMerge.class);

    /**
     * From so many new places on, a new table with its indexes is made sooner than they are added.
     */
    static final long MANY = 20_000;

    private final R2dbcIncoming incoming;
    private final R2dbcLinks links;
    private final R2dbcMerge places;
    private final R2dbcPlaceAnew anew;
    private final ImportEvents events;
    private final TransactionalOperator transactional;

    PlaceMerge(
            R2dbcIncoming incoming,
            R2dbcLinks links,
            R2dbcMerge places,
            R2dbcPlaceAnew anew,
            ImportEvents events,
            TransactionalOperator transactional) {
        this.incoming = incoming;
        this.links = links;
        this.places = places;
        this.anew = anew;
        this.events = events;
        this.transactional = transactional;
    }

    /**
     * What becomes of the places by an import.
     *
     * @param seen how many records are new, changed and the same
     * @param linked how many of the new places seem to be others that there are
     * @param vanished how many places it no longer has
     */
    private record Outcome(Comparison seen, long linked, long vanished) {

        boolean needsNewTable() {
            return seen.added() >= MANY && seen.added() >= 2 * seen.present();
        }

        boolean writesPlaces() {
            return seen.added() + seen.changed() > 0;
        }

        boolean isToldPlaceByPlace() {
            return seen.added() + seen.changed() <= MANY;
        }

        Outcome withVanished(long places) {
            return new Outcome(seen, linked, places);
        }

        ImportTally tally() {
            return ImportTally.merged(seen).withLinked(linked).withVanished(vanished);
        }
    }

    /**
     * Merges all batches. Whoever reads places sees nothing of it or all.
     *
     * @return what became of what the batches hold; what they skipped is not counted
     */
    Mono<ImportTally> mergeAll(ImportRequest request, Flux<IncomingBatch> batches) {
        return transactional
                .execute(transaction -> takeIn(request, batches, transaction))
                .single()
                .flatMap(outcome -> exchange(request, outcome))
                .map(Outcome::tally)
                .onErrorResume(error -> forget().then(Mono.error(error)));
    }

    /**
     * Drops what an import has left behind that did not come to its end; where that fails, the next
     * import or start does it.
     */
    Mono<Void> forget() {
        return anew.forget()
                .doOnError(error -> log.warn("An import has left tables behind", error))
                .onErrorComplete();
    }

    private Mono<Outcome> takeIn(
            ImportRequest request, Flux<IncomingBatch> batches, ReactiveTransaction transaction) {
        if (request.dryRun()) {
            transaction.setRollbackOnly();
        }
        return incoming.begin()
                .then(incoming.copy(batches.map(IncomingBatch::rows)))
                .then(Mono.defer(incoming::compare))
                .flatMap(seen -> link(request, seen).map(linked -> new Outcome(seen, linked, 0)))
                .flatMap(outcome -> merge(request, outcome));
    }

    private Mono<Long> link(ImportRequest request, Comparison seen) {
        String dataset = request.sourcePrefix();
        return seen.added() == 0
                ? Mono.just(0L)
                : incoming.hasOthers(dataset)
                        .flatMap(others -> others ? links.link(dataset, seen) : Mono.just(0L));
    }

    private Mono<Outcome> merge(ImportRequest request, Outcome outcome) {
        if (request.dryRun()) {
            return countVanished(request).map(outcome::withVanished);
        }
        return outcome.needsNewTable() ? anew.part().thenReturn(outcome) : write(request, outcome);
    }

    private Mono<Outcome> write(ImportRequest request, Outcome outcome) {
        return markAndUnmark(request, outcome)
                .delayUntil(known -> known.writesPlaces() ? written(request, known) : Mono.empty())
                .delayUntil(known -> incoming.end());
    }

    /** Locks all that the import changes, and marks what has vanished. */
    private Mono<Outcome> markAndUnmark(ImportRequest request, Outcome outcome) {
        Comparison seen = outcome.seen();
        Mono<Void> locked =
                request.full() || seen.changed() + seen.returned() > 0
                        ? places.lock(request.sourcePrefix(), request.full())
                        : Mono.empty();
        return locked.then(markVanished(request))
                .map(outcome::withVanished)
                .delayUntil(known -> seen.returned() == 0 ? Mono.empty() : places.unmarkReturned());
    }

    private Mono<Void> written(ImportRequest request, Outcome outcome) {
        return outcome.isToldPlaceByPlace() ? writeAndTell() : writeMany(request, outcome);
    }

    private Mono<Long> countVanished(ImportRequest request) {
        return request.full() ? places.countVanished(request.sourcePrefix()) : Mono.just(0L);
    }

    private Mono<Long> markVanished(ImportRequest request) {
        return request.full() ? places.markVanished(request.sourcePrefix()) : Mono.just(0L);
    }

    private Mono<Void> writeAndTell() {
        return places.regions()
                .collectList()
                .map(events::regions)
                .flatMap(regions ->
                        places.updateAndTell(regions).then(places.insertAndTell(regions)));
    }

    private Mono<Void> writeMany(ImportRequest request, Outcome outcome) {
        Comparison seen = outcome.seen();
        return (seen.changed() == 0 ? Mono.<Void>empty() : places.update())
                .then(seen.added() == 0 ? Mono.<Void>empty() : places.insert())
                .then(events.imported(request, outcome.tally()));
    }

    /** The second transaction, for what was parted in the first. */
    private Mono<Outcome> exchange(ImportRequest request, Outcome outcome) {
        if (request.dryRun() || !outcome.needsNewTable()) {
            return Mono.just(outcome);
        }
        return anew.build()
                .then(
                        Mono.defer(() -> writeAround(request, outcome))
                                .as(transactional::transactional));
    }

    private Mono<Outcome> writeAround(ImportRequest request, Outcome outcome) {
        return anew.beginExchange()
                .then(markAndUnmark(request, outcome))
                .delayUntil(known -> places.update())
                .delayUntil(known -> events.imported(request, known.tally()))
                .delayUntil(known -> anew.swap())
                .delayUntil(known -> incoming.end());
    }
}
