package io.maltan.user.administration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Who becomes the first administrator; nobody where either is empty. */
@ConfigurationProperties("maltan.administrator")
record AdministratorSettings(@DefaultValue("") String email, @DefaultValue("") String password) {

    boolean areGiven() {
        return !email.isBlank() && !password.isBlank();
    }

    @Override
    public String toString() {
        return "AdministratorSettings[]";
    }
}
