package io.maltan.community.meetup;

import io.maltan.community.member.Viewer;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/community/posts/{id}")
class MeetupController {

    private static final MediaType CALENDAR =
            new MediaType("text", "calendar", StandardCharsets.UTF_8);

    private final Participations participations;
    private final MeetupCalendar calendar;

    MeetupController(Participations participations, MeetupCalendar calendar) {
        this.participations = participations;
        this.calendar = calendar;
    }

    @PutMapping("/participation")
    Mono<Participant> join(@PathVariable UUID id, Caller caller) {
        return participations.join(id, caller);
    }

    @DeleteMapping("/participation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> leave(@PathVariable UUID id, Caller caller) {
        return participations.leave(id, caller);
    }

    @GetMapping("/participants")
    Mono<Page<Participant>> participants(
            @PathVariable UUID id, PageRequest page, Optional<Caller> caller) {
        return participations.list(id, Viewer.of(caller), page);
    }

    @DeleteMapping("/participants/{userId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> exclude(@PathVariable UUID id, @PathVariable UUID userId, Caller caller) {
        return participations.exclude(id, userId, caller);
    }

    @GetMapping(path = "/calendar", produces = "text/calendar")
    Mono<ResponseEntity<byte[]>> calendar(@PathVariable UUID id, Optional<Caller> caller) {
        return calendar.of(id, Viewer.of(caller)).map(file -> attached(id, file));
    }

    private static ResponseEntity<byte[]> attached(UUID id, String file) {
        String name = "meetup-" + id + ".ics";
        return ResponseEntity.ok()
                .contentType(CALENDAR)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(file.getBytes(StandardCharsets.UTF_8));
    }
}
