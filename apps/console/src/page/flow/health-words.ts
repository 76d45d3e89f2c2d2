import type { HealthView } from '../../api.ts';
import type { Tone } from '../parts/shape.tsx';

/** How the health looks; not known while the console does not answer, whatever it said last. */
export const healthWords: Record<HealthView['level'] | 'unknown', { word: string; tone: Tone }> = {
  well: { word: 'Healthy', tone: 'good' },
  attention: { word: 'Attention', tone: 'warn' },
  broken: { word: 'Broken', tone: 'bad' },
  unknown: { word: 'Not known', tone: 'warn' },
};
