package io.maltan.community.moderation;

import io.maltan.platform.security.Caller;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/community/reports")
class ReportController {

    private final ReportDesk desk;

    ReportController(ReportDesk desk) {
        this.desk = desk;
    }

    /** 201 for a new report; 200 with the former one where the caller has said so already. */
    @PostMapping
    Mono<ResponseEntity<ReportView>> report(@RequestBody ReportDraft draft, Caller caller) {
        return desk.file(draft, caller).map(ReportController::answer);
    }

    @GetMapping("/{id}")
    Mono<ReportView> get(@PathVariable UUID id, Caller caller) {
        return desk.get(id, caller);
    }

    private static ResponseEntity<ReportView> answer(ReportDesk.Filed filed) {
        URI location = URI.create("/api/v1/community/reports/" + filed.report().id());
        return filed.created()
                ? ResponseEntity.created(location).body(filed.report())
                : ResponseEntity.ok().location(location).body(filed.report());
    }
}
