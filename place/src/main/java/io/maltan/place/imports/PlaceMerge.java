package io.maltan.place.imports;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Brings what a file says into the catalogue, and tells what has become of it. */
@Component
class PlaceMerge {

    private final R2dbcIncoming incoming;

    PlaceMerge(R2dbcIncoming incoming) {
        this.incoming = incoming;
    }

    /** Merges all batches, within the caller's transaction; emits what came of each. */
    Flux<ImportTally> mergeAll(ImportRequest request, Flux<IncomingBatch> batches) {
        return incoming.begin()
                .then(incoming.hasOthers(request.sourcePrefix()))
                .flatMapMany(others ->
                        batches.index()
                                .concatMap(
                                        batch ->
                                                merge(
                                                        batch.getT1(),
                                                        batch.getT2(),
                                                        request,
                                                        others),
                                        1))
                .concatWith(Mono.defer(() -> request.full() ? vanished(request) : Mono.empty()))
                .concatWith(Mono.defer(() -> incoming.tell().then(Mono.empty())));
    }

    private Mono<ImportTally> merge(
            long number, IncomingBatch batch, ImportRequest request, boolean others) {
        if (batch.count() == 0) {
            return Mono.just(ImportTally.of(0, 0, 0, batch.skips()));
        }
        return incoming.copy(batch.rows())
                .then(number == 0 ? incoming.count() : Mono.empty())
                .then(others ? incoming.link(request.sourcePrefix()) : Mono.empty())
                .then(request.full() ? incoming.remember() : Mono.empty())
                .then(incoming.match())
                .flatMap(match -> write(batch, match))
                .flatMap(tally -> others ? withLinks(tally) : Mono.just(tally));
    }

    private Mono<ImportTally> write(IncomingBatch batch, R2dbcIncoming.Match match) {
        List<Parsed.Skipped> skips = new ArrayList<>(batch.skips());
        for (long i = 0; i < match.removed(); i++) {
            skips.add(new Parsed.Skipped("removed_here", String.valueOf(match.example())));
        }
        return incoming.unmarkReturned()
                .then(incoming.update(batch.regions()))
                .flatMap(updated ->
                        incoming.insert(batch.regions())
                                .map(created ->
                                        ImportTally.of(
                                                created, updated, match.unchanged(), skips)));
    }

    private Mono<ImportTally> withLinks(ImportTally tally) {
        return incoming.countLinked().map(tally::withLinked);
    }

    private Mono<ImportTally> vanished(ImportRequest request) {
        return incoming.markVanished(request.sourcePrefix()).map(ImportTally.NOTHING::withVanished);
    }
}
