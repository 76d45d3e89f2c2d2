import { byteFlaws } from './byte-flaws.ts';
import type { Flaw } from './flaw.ts';
import { qualityFlaws } from './quality-flaws.ts';
import { conflictFlaws } from './repeat-flaws.ts';
import { schemaFlaws } from './schema-flaws.ts';

export type { Flaw, MessageValue } from './flaw.ts';
export { duplicateFlaws } from './repeat-flaws.ts';

/** Every way to spoil a call; each is as likely as any other. */
export const flaws: readonly Flaw[] = [...byteFlaws, ...schemaFlaws, ...qualityFlaws, ...conflictFlaws];
