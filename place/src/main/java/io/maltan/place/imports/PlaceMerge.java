package io.maltan.place.imports;

import io.maltan.place.imports.R2dbcIncoming.Comparison;
import java.util.function.Function;
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
    private final VanishedPlaces vanished;
    private final EditedPlaces edited;
    private final R2dbcPlaceAnew anew;
    private final ImportEvents events;
    private final TransactionalOperator transactional;

    PlaceMerge(
            R2dbcIncoming incoming,
            R2dbcLinks links,
            R2dbcMerge places,
            VanishedPlaces vanished,
            EditedPlaces edited,
            R2dbcPlaceAnew anew,
            ImportEvents events,
            TransactionalOperator transactional) {
        this.incoming = incoming;
        this.links = links;
        this.places = places;
        this.vanished = vanished;
        this.edited = edited;
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
     * @param edited how many of those changed people have changed before
     */
    private record Outcome(Comparison seen, long linked, long vanished, long edited) {

        boolean needsNewTable() {
            return seen.added() >= MANY && seen.added() >= 2 * seen.present();
        }

        boolean isToldPlaceByPlace() {
            return !needsNewTable()
                    && seen.added() + seen.changed() + seen.returned() + vanished <= MANY;
        }

        boolean changesPresent() {
            return seen.changed() + seen.returned() > 0;
        }

        Outcome withVanished(long places) {
            return new Outcome(seen, linked, places, edited);
        }

        Outcome with(R2dbcMerge.Locked locked) {
            return new Outcome(seen, linked, locked.vanishing(), locked.edited());
        }

        ImportTally tally() {
            return ImportTally.merged(seen).withLinked(linked).withVanished(vanished);
        }
    }

    /**
     * Merges all batches. Whoever reads places sees nothing of it or all.
     *
     * @param noting writes down what has become of the batches, in the transaction that brings it;
     *     not used by a dry run
     * @return what became of what the batches hold; what they skipped is not counted
     */
    Mono<ImportTally> mergeAll(
            ImportRequest request,
            Flux<IncomingBatch> batches,
            Function<ImportTally, Mono<Void>> noting) {
        return transactional
                .execute(transaction -> takeIn(request, batches, noting, transaction))
                .single()
                .flatMap(outcome -> exchange(request, outcome, noting))
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
            ImportRequest request,
            Flux<IncomingBatch> batches,
            Function<ImportTally, Mono<Void>> noting,
            ReactiveTransaction transaction) {
        if (request.dryRun()) {
            transaction.setRollbackOnly();
        }
        return incoming.begin()
                .then(incoming.copy(batches.map(IncomingBatch::rows)))
                .then(Mono.defer(incoming::compare))
                .flatMap(seen -> link(request, seen).map(linked -> new Outcome(seen, linked, 0, 0)))
                .flatMap(outcome -> merge(request, outcome, noting));
    }

    private Mono<Long> link(ImportRequest request, Comparison seen) {
        String dataset = request.sourcePrefix();
        return seen.added() == 0
                ? Mono.just(0L)
                : incoming.hasOthers(dataset)
                        .flatMap(others -> others ? links.link(dataset, seen) : Mono.just(0L));
    }

    private Mono<Outcome> merge(
            ImportRequest request, Outcome outcome, Function<ImportTally, Mono<Void>> noting) {
        if (request.dryRun()) {
            return countVanished(request).map(outcome::withVanished);
        }
        return outcome.needsNewTable()
                ? anew.part().thenReturn(outcome)
                : write(request, outcome, noting);
    }

    private Mono<Long> countVanished(ImportRequest request) {
        return request.full() ? places.countVanished(request.sourcePrefix()) : Mono.just(0L);
    }

    private Mono<Outcome> write(
            ImportRequest request, Outcome outcome, Function<ImportTally, Mono<Void>> noting) {
        return lock(request, outcome)
                .delayUntil(known -> changePresent(request, known))
                .delayUntil(known ->
                        known.isToldPlaceByPlace()
                                ? writeAndTell(known.seen())
                                : writeMany(request, known))
                .delayUntil(known -> incoming.end())
                .delayUntil(known -> noting.apply(known.tally()));
    }

    /** Locks all that the import changes. */
    private Mono<Outcome> lock(ImportRequest request, Outcome outcome) {
        return request.full() || outcome.changesPresent()
                ? places.lock(request.sourcePrefix(), request.full()).map(outcome::with)
                : Mono.just(outcome);
    }

    /** Marks what has vanished, and writes what people have changed before. */
    private Mono<Void> changePresent(ImportRequest request, Outcome outcome) {
        boolean tell = outcome.isToldPlaceByPlace();
        return Flux.concat(
                        outcome.vanished() == 0
                                ? Mono.empty()
                                : vanished.mark(request.sourcePrefix(), tell),
                        outcome.seen().returned() == 0 ? Mono.empty() : vanished.unmark(tell),
                        outcome.edited() == 0 ? Mono.empty() : edited.refresh(tell))
                .then();
    }

    private Mono<Void> writeAndTell(Comparison seen) {
        return seen.added() + seen.changed() == 0
                ? Mono.empty()
                : places.regions()
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
    private Mono<Outcome> exchange(
            ImportRequest request, Outcome outcome, Function<ImportTally, Mono<Void>> noting) {
        if (request.dryRun() || !outcome.needsNewTable()) {
            return Mono.just(outcome);
        }
        return anew.build()
                .then(
                        Mono.defer(() -> writeAround(request, outcome, noting))
                                .as(transactional::transactional));
    }

    private Mono<Outcome> writeAround(
            ImportRequest request, Outcome outcome, Function<ImportTally, Mono<Void>> noting) {
        return anew.beginExchange()
                .then(lock(request, outcome))
                .delayUntil(known -> changePresent(request, known))
                .delayUntil(known -> places.update())
                .delayUntil(known -> events.imported(request, known.tally()))
                .delayUntil(known -> anew.swap())
                .delayUntil(known -> incoming.end())
                .delayUntil(known -> noting.apply(known.tally()));
    }
}
