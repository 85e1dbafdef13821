package io.maltan.user.export;

import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.security.WithRole;
import io.maltan.user.account.Profiles;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
class ExportController {

    private final Profiles profiles;
    private final PersonalExport export;

    ExportController(Profiles profiles, PersonalExport export) {
        this.profiles = profiles;
        this.export = export;
    }

    /** Everything that all services hold about the caller. */
    @GetMapping(path = "/api/v1/users/me/export")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = Map.class)))
    Mono<ResponseEntity<Flux<DataBuffer>>> own(@WithRole(Role.GUEST) Caller caller) {
        return profiles.getOwn(caller.id())
                .map(account ->
                        ResponseEntity.ok()
                                .contentType(MediaType.APPLICATION_JSON)
                                .cacheControl(CacheControl.noStore())
                                .body(export.document(account.id())));
    }
}
