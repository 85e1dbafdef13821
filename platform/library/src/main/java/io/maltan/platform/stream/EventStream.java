package io.maltan.platform.stream;

import io.maltan.platform.security.Caller;
import java.util.Optional;
import org.reactivestreams.Publisher;

/**
 * The answer of a controller that streams: written as {@code text/event-stream} for as long as
 * there are messages, the client stays, and its token is valid.
 *
 * @param messages each subscriber's own; asked for no more than may wait for one client
 * @param caller whose token ends the stream; empty where anybody may watch
 */
public record EventStream(Publisher<StreamMessage> messages, Optional<Caller> caller) {}
