package io.maltan.recommendation.place;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the heap is divided.
 *
 * @param reserved what is kept from the picture of places: for the program itself, people who were
 *     here lately, what is popular, requests and open streams
 */
@ConfigurationProperties("maltan.recommendation.memory")
record MemoryProperties(@DefaultValue("100MB") DataSize reserved) {}
