package io.maltan.recommendation.place;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the other services are.
 *
 * @param place the place service
 */
@ConfigurationProperties("maltan.services")
record PlaceServiceProperties(@DefaultValue("http://localhost:8082") URI place) {}
