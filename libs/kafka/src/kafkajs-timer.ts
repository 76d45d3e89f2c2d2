import { RequestQueue } from './kafkajs-internals.ts';

/**
 * kafkajs 2.2.4 checks every connection's empty queue a thousand times a second for ever (tulios/kafkajs#1751). A check
 * is needed only while requests wait; this leaves the others out.
 */
export function quietRequestQueue(): void {
  RequestQueue.prototype.scheduleCheckPendingRequests = scheduleWhilePending;
}

const scheduleAlways = RequestQueue.prototype.scheduleCheckPendingRequests;

function scheduleWhilePending(this: RequestQueue): void {
  if (this.pending.length > 0) scheduleAlways.call(this);
}
