package io.maltan.place.imports;

import io.maltan.place.imports.R2dbcIncoming.Comparison;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Brings what a file says into the catalogue, and tells what has become of it: first all records
 * are put into a table beside the places, then compared with these, then merged at once.
 */
@Component
class PlaceMerge {

    /**
     * From so many new places on, a new table with its indexes is made sooner than they are added.
     */
    static final long MANY = 20_000;

    private final R2dbcIncoming incoming;
    private final R2dbcLinks links;
    private final R2dbcMerge places;
    private final ImportEvents events;

    PlaceMerge(R2dbcIncoming incoming, R2dbcLinks links, R2dbcMerge places, ImportEvents events) {
        this.incoming = incoming;
        this.links = links;
        this.places = places;
        this.events = events;
    }

    /**
     * Merges all batches, within the caller's transaction.
     *
     * @return what became of what the batches hold; what they skipped is not counted
     */
    Mono<ImportTally> mergeAll(ImportRequest request, Flux<IncomingBatch> batches) {
        return incoming.begin()
                .then(incoming.copy(batches.map(IncomingBatch::rows)))
                .then(Mono.defer(() -> merge(request)))
                .delayUntil(tally -> incoming.end());
    }

    private Mono<ImportTally> merge(ImportRequest request) {
        return incoming.compare()
                .flatMap(seen ->
                        link(request, seen).flatMap(linked -> merge(request, seen, linked)));
    }

    private Mono<Long> link(ImportRequest request, Comparison seen) {
        String dataset = request.sourcePrefix();
        return seen.added() == 0
                ? Mono.just(0L)
                : incoming.hasOthers(dataset)
                        .flatMap(others ->
                                others ? links.link(dataset, seen.added()) : Mono.just(0L));
    }

    private Mono<ImportTally> merge(ImportRequest request, Comparison seen, long linked) {
        Mono<ImportTally> merged =
                request.dryRun()
                        ? Mono.just(ImportTally.merged(seen.added(), seen.changed(), seen))
                        : write(request, seen);
        return vanished(request)
                .flatMap(vanished ->
                        merged.map(tally -> tally.withLinked(linked).withVanished(vanished)));
    }

    /** Before anything is written, since that may put another table in the place of the old one. */
    private Mono<Long> vanished(ImportRequest request) {
        if (!request.full()) {
            return Mono.just(0L);
        }
        return request.dryRun()
                ? places.countVanished(request.sourcePrefix())
                : places.markVanished(request.sourcePrefix());
    }

    private Mono<ImportTally> write(ImportRequest request, Comparison seen) {
        Mono<ImportTally> written =
                seen.added() + seen.changed() <= MANY
                        ? writeAndTell(seen)
                        : writeMany(request, seen);
        boolean nothing = seen.added() + seen.changed() == 0;
        return places.unmarkReturned()
                .then(nothing ? Mono.just(ImportTally.merged(0, 0, seen)) : written);
    }

    private Mono<ImportTally> writeAndTell(Comparison seen) {
        return places.regions()
                .collectList()
                .map(events::regions)
                .flatMap(regions ->
                        places.updateAndTell(regions)
                                .zipWhen(updated -> places.insertAndTell(regions)))
                .map(counts -> ImportTally.merged(counts.getT2(), counts.getT1(), seen));
    }

    private Mono<ImportTally> writeMany(ImportRequest request, Comparison seen) {
        return (seen.changed() == 0 ? Mono.just(0L) : places.update())
                .zipWhen(updated -> add(seen))
                .map(counts -> ImportTally.merged(counts.getT2(), counts.getT1(), seen))
                .delayUntil(tally -> events.imported(request, tally));
    }

    private Mono<Long> add(Comparison seen) {
        if (seen.added() == 0) {
            return Mono.just(0L);
        }
        boolean anew = seen.added() >= MANY && seen.added() >= 2 * seen.present();
        return anew ? places.writeAnew().thenReturn(seen.added()) : places.insert();
    }
}
