package io.maltan.community.place;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where places come from.
 *
 * @param place the place service
 */
@ConfigurationProperties("maltan.services")
record PlaceSource(@DefaultValue("http://localhost:8082") URI place) {}
