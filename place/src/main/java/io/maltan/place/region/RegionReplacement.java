package io.maltan.place.region;

import io.maltan.platform.problem.TooLarge;
import io.maltan.platform.problem.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** Replaces the regions by those of a file, all or none of them. */
@Service
class RegionReplacement implements DisposableBean {

    /** The version of the regions that the project brings. */
    private static final long BUNDLED = 0;

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration UPLOAD_LIMIT = Duration.ofMinutes(1);

    private final R2dbcRegions regions;
    private final Regions present;
    private final RegionTree bundled;
    private final JsonMapper json;
    private final TransactionalOperator transactional;
    private final RegionProperties properties;
    private final Scheduler scheduler = Schedulers.newBoundedElastic(1, 2, "place-regions");

    RegionReplacement(
            R2dbcRegions regions,
            Regions present,
            JsonMapper json,
            TransactionalOperator transactional,
            RegionProperties properties)
            throws IOException {
        this.regions = regions;
        this.present = present;
        this.bundled = RegionFile.bundled();
        this.json = json;
        this.transactional = transactional;
        this.properties = properties;
    }

    /**
     * What came of it.
     *
     * @param regions how many there are now
     */
    record Replaced(long version, int regions) {}

    Mono<Replaced> replace(Flux<DataBuffer> body) {
        return DataBufferUtils.join(body, Math.toIntExact(properties.largest().toBytes()))
                .timeout(UPLOAD_LIMIT)
                .onErrorMap(DataBufferLimitException.class, large -> new TooLarge("body_too_large"))
                .map(RegionReplacement::toBytes)
                .defaultIfEmpty(new byte[0])
                .flatMap(this::read)
                .flatMap(this::store);
    }

    private static byte[] toBytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private Mono<List<Outline>> read(byte[] file) {
        return Mono.fromCallable(() ->
                        new RegionDocument(json, bundled, properties.mostCorners()).read(file))
                .subscribeOn(scheduler)
                .onErrorMap(
                        RejectedExecutionException.class,
                        full -> new Unavailable("unavailable", SOON));
    }

    private Mono<Replaced> store(List<Outline> outlines) {
        return regions.replace(outlines)
                .as(transactional::transactional)
                .doOnNext(version -> present.replace(toTree(outlines), version))
                .map(version -> new Replaced(version, outlines.size()));
    }

    private static RegionTree toTree(List<Outline> outlines) {
        return new RegionTree(
                outlines.stream().map(Outline::region).toList(), new Outlines(outlines));
    }

    /** Takes over what another replica, or an earlier run, has put into the database. */
    Mono<Void> catchUp() {
        return regions.version()
                .filter(version -> !present.isKnown() || version > present.version())
                .flatMap(version -> load(version));
    }

    private Mono<Void> load(long version) {
        return version == BUNDLED
                ? Mono.fromRunnable(() -> present.replace(bundled, version))
                : loadStored(version);
    }

    private Mono<Void> loadStored(long version) {
        return regions.all()
                .collectList()
                .publishOn(scheduler)
                .doOnNext(outlines -> present.replace(toTree(outlines), version))
                .then();
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}
