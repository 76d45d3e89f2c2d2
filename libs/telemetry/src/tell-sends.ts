import type { MetricsOf } from './metrics.ts';

/** A send that a topic has acknowledged. */
export interface Send {
  topic: string;
  messages: number;
  bytes: number;
  /** From its begin to the acknowledgement. */
  seconds: number;
}

/** Counts acknowledged sends, and what they held, to these topics; the series are there from the start. */
export function tellSends(
  {
    recordsProduced,
    sendDuration,
    sentBytes,
  }: Pick<MetricsOf<'generator' | 'validator' | 'loader'>, 'recordsProduced' | 'sendDuration' | 'sentBytes'>,
  topics: readonly string[],
): (send: Send) => void {
  for (const topic of topics) {
    recordsProduced.inc({ topic }, 0);
    sendDuration.zero({ topic });
    sentBytes.inc({ topic }, 0);
  }
  return function tellSend({ topic, messages, bytes, seconds }) {
    recordsProduced.inc({ topic }, messages);
    sendDuration.observe({ topic }, seconds);
    sentBytes.inc({ topic }, bytes);
  };
}
