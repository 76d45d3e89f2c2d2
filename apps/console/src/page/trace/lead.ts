import type { TraceStep } from '../../api.ts';
import { linkTo } from '../routing/route.ts';

/** Where the console shows more of a step; null where it does not. */
export function leadOf({
  step,
  facts,
}: Pick<TraceStep, 'step' | 'facts'>): { link: string; says: string } | null {
  const value = (name: string) => facts.find((fact) => fact.name === name)?.value;
  const [topic, partition, offset, batch] = [
    value('topic'),
    value('partition'),
    value('offset'),
    value('batch'),
  ];
  if (step === 'batch' && batch !== undefined) return { link: linkTo('loads', [batch]), says: 'The batch' };
  if (topic === undefined || partition === undefined || offset === undefined) return null;
  if (step === 'letter') return { link: linkTo('letters', [partition, offset]), says: 'The letter' };
  return { link: linkTo('topics', [topic], { partition, offset }), says: 'In its topic' };
}
