package dev.strategos.byzantine.station;

import dev.strategos.byzantine.InstanceId;

/**
 * What every message begins with.
 *
 * @param instance which run of the protocol
 * @param kind which of the protocol's messages; 0 to 255
 */
public record Header(InstanceId instance, int kind) {}
