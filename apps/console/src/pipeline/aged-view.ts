import type { FlowView } from '../api.ts';

// A look takes milliseconds; the next one comes two seconds behind it.
const freshMs = 10_000;

/**
 * What was seen last, as it is to be told at `now`, epoch ms: while a part hangs no look comes to its end, and what was well
 * then is not known to be well now.
 */
export function agedView(view: FlowView, now: number): FlowView {
  const ageMs = now - view.at;
  if (ageMs <= freshMs) return view;
  const says = `It has waited for an answer of Kafka, the warehouse or a worker for ${Math.round(ageMs / 1000)} s; what is shown is as old`;
  return {
    ...view,
    health: { ...view.health, level: 'broken', headline: says },
    outages: [...view.outages, { part: 'The console', says }],
  };
}
