import type { DeadReason } from '@cdr/kafka';
import { Badge } from '../parts/badge.tsx';
import type { Tone } from '../parts/shape.tsx';

// Duplicates are no bad data; a conflict, or what the warehouse refuses, wants a person.
const tones: Record<DeadReason, Tone> = {
  oversize: 'warn',
  malformed: 'warn',
  schema: 'warn',
  quality: 'warn',
  duplicate: 'quiet',
  conflict: 'bad',
  load: 'bad',
};

export function ReasonBadge({ reason }: { reason: DeadReason }) {
  return <Badge tone={tones[reason]}>{reason}</Badge>;
}
