import type { Gauge } from './metric-kinds.ts';

/** Shows the latest of the starts it is told, each as the record has it; an empty one is none. It never falls. */
export type Watermark = (start: string) => void;

/** A watermark of a stage; `readMoment` gives the instants, epoch ms, that a time of the source may mean. */
export function createWatermark(
  gauge: Gauge<'stage'>,
  stage: 'validated' | 'loaded',
  readMoment: (text: string) => readonly number[],
): Watermark {
  let latest = '';
  return function raise(start) {
    if (start <= latest) return; // YYYY-MM-DD HH:MM:SS: later in time is later in text
    latest = start;
    gauge.set({ stage }, readMoment(start)[0]! / 1000);
  };
}
