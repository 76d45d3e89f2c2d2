/**
 * How long the client itself retries: once, quickly. Our own loops retry for ever, after taking stock anew. Every field
 * is set, because kafkajs picks other defaults when it believes itself under test.
 */
export const patience = {
  retries: 1,
  initialRetryTime: 300,
  maxRetryTime: 1_000,
  factor: 0.2,
  multiplier: 2,
};

/** How long a broker may take to answer a request, ms; the client then repeats it once. */
export const requestTimeoutMs = 10_000;
export const connectionTimeoutMs = 3_000;

/** After how long a silence, ms, a group gives the partitions of a member away. */
export const sessionTimeoutMs = 10_000;
