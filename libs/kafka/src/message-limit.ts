/** Kafka's own default for max.message.bytes. */
const usualLimit = 1_048_588;
/** A batch's header (61 bytes) and a record's lengths, attributes and deltas (at most 40). */
const bytesAroundMessage = 101;

/** The most bytes of key, value and headers that a topic with these settings takes in one message. */
export function mostBytesPerMessage(settings: Readonly<Record<string, string>>): number {
  return Number(settings['max.message.bytes'] ?? usualLimit) - bytesAroundMessage;
}
