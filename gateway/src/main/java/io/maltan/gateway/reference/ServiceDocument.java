package io.maltan.gateway.reference;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a service publishes about itself.
 *
 * @param service the name that tells its components from equally named ones of other services
 */
record ServiceDocument(String service, ObjectNode content) {}
