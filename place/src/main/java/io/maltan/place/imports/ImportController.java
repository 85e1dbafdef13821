package io.maltan.place.imports;

import io.maltan.place.hours.TimeZones;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.security.WithRole;
import io.maltan.platform.stream.EventStream;
import io.maltan.platform.stream.StreamMessage;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/places/imports")
class ImportController {

    private static final Pattern DATASET = Pattern.compile("[a-z0-9-]{1,40}");
    private static final String OSM = "osm";
    private static final String IDENTITY = "identity";

    private final Imports imports;
    private final TimeZones timeZones;

    ImportController(Imports imports, TimeZones timeZones) {
        this.imports = imports;
        this.timeZones = timeZones;
    }

    record Accepted(UUID importId) {}

    record ImportView(
            UUID id,
            String format,
            boolean dryRun,
            String status,
            long read,
            long created,
            long updated,
            long unchanged,
            long skipped,
            long linked,
            long vanished,
            List<ImportTally.Reason> reasons,
            Instant startedAt,
            @Nullable Instant finishedAt) {

        static ImportView of(ImportReport report) {
            ImportTally tally = report.tally();
            return new ImportView(
                    report.id(),
                    report.format().code(),
                    report.dryRun(),
                    report.status().code(),
                    tally.read(),
                    tally.created(),
                    tally.updated(),
                    tally.unchanged(),
                    tally.skipped(),
                    tally.linked(),
                    tally.vanished(),
                    tally.reasons(),
                    report.startedAt(),
                    report.finishedAt());
        }
    }

    @PostMapping
    Mono<ResponseEntity<Accepted>> start(
            @RequestParam String format,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean full,
            @RequestParam(required = false) @Nullable String dataset,
            @RequestParam(defaultValue = "0") double minConfidence,
            @RequestParam(required = false) @Nullable String timeZone,
            @WithRole(Role.ADMIN) Caller admin,
            ServerHttpRequest request) {
        requirePlain(request.getHeaders());
        ImportFormat known = ImportFormat.ofCode(format);
        ImportRequest wanted =
                new ImportRequest(
                        admin.id(),
                        known,
                        dryRun,
                        full,
                        dataset == null ? known.dataset() : requireDataset(dataset),
                        requireConfidence(minConfidence),
                        timeZone == null ? null : requireZone(timeZone));
        return imports.start(wanted, request.getBody()).map(ImportController::accepted);
    }

    /** A packed file would be taken in whole before it turned out to be none. */
    private static void requirePlain(HttpHeaders headers) {
        for (String encoding : headers.getValuesAsList(HttpHeaders.CONTENT_ENCODING)) {
            if (!encoding.equalsIgnoreCase(IDENTITY)) {
                throw new UnsupportedEncoding(encoding);
            }
        }
    }

    private static final class UnsupportedEncoding extends ResponseStatusException {

        UnsupportedEncoding(String encoding) {
            super(HttpStatus.UNSUPPORTED_MEDIA_TYPE, encoding);
        }

        @Override
        public HttpHeaders getHeaders() {
            HttpHeaders headers = new HttpHeaders();
            headers.set(HttpHeaders.ACCEPT_ENCODING, IDENTITY);
            return headers;
        }
    }

    /** OpenStreetMap's own ids cannot be claimed by another file. */
    private static String requireDataset(String dataset) {
        if (!DATASET.matcher(dataset).matches() || dataset.equals(OSM)) {
            throw Invalid.field("dataset", "format");
        }
        return dataset;
    }

    private static double requireConfidence(double least) {
        if (!(least >= 0 && least <= 1)) {
            throw Invalid.field("minConfidence", "between", 0, 1);
        }
        return least;
    }

    private String requireZone(String zone) {
        return timeZones.find(zone).orElseThrow(() -> Invalid.field("timeZone", "unknown"));
    }

    private static ResponseEntity<Accepted> accepted(UUID id) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/places/imports/" + id))
                .body(new Accepted(id));
    }

    @GetMapping("/{id}")
    Mono<ImportView> get(@PathVariable UUID id, @WithRole(Role.ADMIN) Caller admin) {
        return imports.get(id).map(ImportView::of);
    }

    @GetMapping(path = "/{id}/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<EventStream> follow(@PathVariable UUID id, @WithRole(Role.ADMIN) Caller admin) {
        Flux<StreamMessage> progress = imports.follow(id).map(ImportController::toMessage);
        return imports.get(id).map(known -> new EventStream(progress, Optional.of(admin)));
    }

    /** Whoever comes again is told how the import stands by then, wherever he left. */
    private static StreamMessage toMessage(ImportReport report) {
        String position = report.status().code() + "-" + report.tally().read();
        return new StreamMessage(position, "progress", ImportView.of(report));
    }
}
