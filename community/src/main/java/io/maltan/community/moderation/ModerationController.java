package io.maltan.community.moderation;

import io.maltan.community.audit.LoggedAction;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.security.WithRole;
import io.maltan.platform.stream.EventStream;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/community/moderation")
class ModerationController {

    private static final Set<String> APPEAL_STATUSES = Set.of("open", "accepted", "rejected");

    private final Moderation moderation;
    private final Appeals appeals;
    private final LiveQueue live;

    ModerationController(Moderation moderation, Appeals appeals, LiveQueue live) {
        this.moderation = moderation;
        this.appeals = appeals;
        this.live = live;
    }

    @GetMapping("/queue")
    Mono<Page<CaseView>> queue(
            @RequestParam(required = false) @Nullable String status,
            PageRequest page,
            @WithRole(Role.MODERATOR) Caller moderator) {
        return moderation.queue(CaseStatus.of(status), moderator, page);
    }

    @GetMapping(path = "/queue/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    EventStream stream(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @WithRole(Role.MODERATOR) Caller moderator) {
        return new EventStream(live.watch(moderator.id(), lastEventId), Optional.of(moderator));
    }

    @GetMapping("/log")
    Mono<Page<LoggedAction>> log(PageRequest page, @WithRole(Role.MODERATOR) Caller moderator) {
        return moderation.log(page);
    }

    /** The decisions against the caller, which can be appealed. */
    @GetMapping("/mine")
    Mono<Page<OwnCaseView>> mine(PageRequest page, Caller caller) {
        return moderation.listOwn(caller, page);
    }

    /** All of a case for moderators; the decision for the person whom it is against. */
    @GetMapping("/{id}")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(oneOf = {CaseView.class, OwnCaseView.class})))
    Mono<Object> get(@PathVariable UUID id, Caller caller) {
        return caller.has(Role.MODERATOR)
                ? moderation.get(id, caller)
                : moderation.getOwn(id, caller).cast(Object.class);
    }

    @PostMapping("/{id}")
    Mono<CaseView> decide(
            @PathVariable UUID id,
            @RequestBody DecisionDraft draft,
            @WithRole(Role.MODERATOR) Caller moderator) {
        return moderation.decide(id, draft, moderator);
    }

    @PostMapping("/{id}/appeals")
    Mono<ResponseEntity<AppealView>> appeal(
            @PathVariable UUID id, @RequestBody AppealDraft draft, Caller caller) {
        return appeals.appeal(id, draft, caller).map(ModerationController::created);
    }

    @GetMapping("/appeals")
    Mono<Page<AppealView>> appeals(
            @RequestParam(required = false) @Nullable String status,
            PageRequest page,
            @WithRole(Role.MODERATOR) Caller moderator) {
        String wanted = status == null ? "open" : status;
        if (!APPEAL_STATUSES.contains(wanted)) {
            throw Invalid.field("status", "one_of", "open, accepted, rejected");
        }
        return appeals.list(wanted, page);
    }

    @GetMapping("/appeals/{id}")
    Mono<AppealView> getAppeal(@PathVariable UUID id, Caller caller) {
        return appeals.get(id, caller);
    }

    @PostMapping("/appeals/{id}")
    Mono<AppealView> decideAppeal(
            @PathVariable UUID id,
            @RequestBody AppealDraft.Ruling ruling,
            @WithRole(Role.MODERATOR) Caller moderator) {
        return appeals.decide(id, ruling, moderator);
    }

    private static ResponseEntity<AppealView> created(AppealView appeal) {
        return ResponseEntity.created(
                        URI.create("/api/v1/community/moderation/appeals/" + appeal.id()))
                .body(appeal);
    }
}
