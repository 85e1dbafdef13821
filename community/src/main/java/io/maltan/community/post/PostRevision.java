package io.maltan.community.post;

import java.time.Instant;

/** A post as it read before an edit. */
record PostRevision(long version, String title, String body, String bodyHtml, Instant writtenAt) {}
