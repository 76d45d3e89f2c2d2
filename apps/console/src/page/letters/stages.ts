import type { Stage } from '@cdr/kafka';

/** Who wrote a letter, in words. */
export const stages: Record<Stage, string> = { validate: 'the validator', load: 'the loader' };
export const stageNames = Object.keys(stages) as Stage[];
