package io.maltan.platform.idempotency;

import java.util.Map;

/**
 * An answer as it is kept for repetition.
 *
 * @param headers those that belong to the answer itself: type, location, entity tag
 * @param body the JSON sent, empty where there was none
 */
record KeptAnswer(int status, Map<String, String> headers, String body) {}
