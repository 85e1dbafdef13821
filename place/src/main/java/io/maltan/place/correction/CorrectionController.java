package io.maltan.place.correction;

import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.security.WithRole;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/places")
class CorrectionController {

    private final Corrections corrections;

    CorrectionController(Corrections corrections) {
        this.corrections = corrections;
    }

    @PostMapping("/{placeId}/corrections")
    Mono<ResponseEntity<Correction>> report(
            @PathVariable UUID placeId,
            @Valid @RequestBody CorrectionDraft draft,
            Caller reporter) {
        return corrections
                .report(reporter, placeId, draft)
                .map(correction ->
                        ResponseEntity.created(
                                        URI.create("/api/v1/places/corrections/" + correction.id()))
                                .body(correction));
    }

    @GetMapping("/corrections")
    Mono<Page<Correction>> list(
            @RequestParam(required = false) @Nullable String status,
            PageRequest page,
            @WithRole(Role.MODERATOR) Caller moderator) {
        return corrections.list(
                status == null || status.isEmpty() ? null : CorrectionStatus.ofCode(status), page);
    }

    @GetMapping("/corrections/{id}")
    Mono<Correction> get(@PathVariable UUID id, Caller reader) {
        return corrections.get(reader, id);
    }

    @PostMapping("/corrections/{id}/accept")
    Mono<Correction> accept(
            @PathVariable UUID id,
            @Valid @RequestBody(required = false) @Nullable Decision decision,
            @WithRole(Role.MODERATOR) Caller moderator) {
        return corrections.accept(moderator, id, orNothing(decision));
    }

    @PostMapping("/corrections/{id}/reject")
    Mono<Correction> reject(
            @PathVariable UUID id,
            @Valid @RequestBody(required = false) @Nullable Decision decision,
            @WithRole(Role.MODERATOR) Caller moderator) {
        return corrections.reject(moderator, id, orNothing(decision));
    }

    private static Decision orNothing(@Nullable Decision decision) {
        return decision == null ? Decision.WITHOUT_WORDS : decision;
    }
}
