import type { ComponentChildren } from 'preact';
import type { Status } from '../../api.ts';
import { Shape, type Tone } from './shape.tsx';

const tones: Record<Status, Tone> = { OK: 'good', WARN: 'warn', STALL: 'bad', STOP: 'bad' };

/** A word with a shape and a colour. */
export function Badge({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return (
    <span class={`badge ${tone}`}>
      <Shape tone={tone} /> {children}
    </span>
  );
}

/** Of a consumer; null while that is not known. */
export function StatusBadge({ status }: { status: Status | null }) {
  if (status === null) return <Badge tone="quiet">not known</Badge>;
  return <Badge tone={tones[status]}>{status}</Badge>;
}
