package io.maltan.offending.one;

import org.springframework.beans.factory.annotation.Value;

class ValueSettings {

    private final String name;

    ValueSettings(@Value("${name}") String name) {
        this.name = name;
    }

    String name() {
        return name;
    }
}
