import type { MetricsOf } from './metrics.ts';

/** A send that a topic has acknowledged. */
export interface Send {
  topic: string;
  bytes: number;
  /** From its begin to the acknowledgement. */
  seconds: number;
}

/** Counts acknowledged sends to these topics; the series are there from the start. */
export function tellSends(
  {
    sendDuration,
    sentBytes,
  }: Pick<MetricsOf<'generator' | 'validator' | 'loader'>, 'sendDuration' | 'sentBytes'>,
  topics: readonly string[],
): (send: Send) => void {
  for (const topic of topics) {
    sendDuration.zero({ topic });
    sentBytes.inc({ topic }, 0);
  }
  return function tellSend({ topic, bytes, seconds }) {
    sendDuration.observe({ topic }, seconds);
    sentBytes.inc({ topic }, bytes);
  };
}
