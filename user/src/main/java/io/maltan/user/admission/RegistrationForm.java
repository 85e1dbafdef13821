package io.maltan.user.admission;

import io.maltan.platform.problem.FieldViolation;
import io.maltan.platform.problem.Invalid;
import io.maltan.user.account.EmailAddress;
import io.maltan.user.account.ProfileDraft;
import io.maltan.user.password.PasswordPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody writes who registers. */
record RegistrationForm(
        @Nullable String email,
        @Nullable String password,
        @Nullable String displayName,
        @Nullable String language,
        @Nullable List<@Nullable String> preferredRegions,
        @Nullable List<@Nullable String> preferredCategories,
        @Nullable String guestToken) {

    /** The applicant, or {@code validation_failed} with everything that is wrong at once. */
    Applicant toApplicant(PasswordPolicy policy, String defaultLanguage) {
        ProfileDraft draft =
                new ProfileDraft(
                        displayName,
                        language == null ? defaultLanguage : language,
                        preferredRegions,
                        preferredCategories);
        Optional<EmailAddress> address = EmailAddress.parse(email == null ? "" : email);
        List<FieldViolation> violations = new ArrayList<>();
        if (address.isEmpty()) {
            violations.add(new FieldViolation("email", email == null ? "required" : "email"));
        }
        passwordViolation(policy).ifPresent(violations::add);
        violations.addAll(draft.violations());
        if (!violations.isEmpty()) {
            throw Invalid.of(violations);
        }
        return new Applicant(
                address.orElseThrow(),
                Objects.requireNonNull(password),
                draft.toProfile(),
                guestToken);
    }

    private Optional<FieldViolation> passwordViolation(PasswordPolicy policy) {
        return password == null
                ? Optional.of(new FieldViolation("password", "required"))
                : policy.violation("password", password);
    }

    @Override
    public String toString() {
        return "RegistrationForm[]";
    }
}
