package io.maltan.user.password;

import io.maltan.platform.security.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class PasswordController {

    private final PasswordChange passwords;

    PasswordController(PasswordChange passwords) {
        this.passwords = passwords;
    }

    @PutMapping("/api/v1/users/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> change(Caller caller, @Valid @RequestBody Change change) {
        return passwords.change(caller, change.currentPassword(), change.newPassword());
    }

    record Change(@NotNull String currentPassword, @NotNull String newPassword) {

        @Override
        public String toString() {
            return "Change[]";
        }
    }
}
