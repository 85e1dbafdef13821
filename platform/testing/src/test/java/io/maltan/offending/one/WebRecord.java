package io.maltan.offending.one;

import io.maltan.offending.two.OtherHalf;
import org.springframework.web.server.ServerWebExchange;

/** A model that knows the web, and half of a cycle. */
public record WebRecord(ServerWebExchange exchange, OtherHalf other) {}
