import type { Step, Trace, TracedRecord } from '@cdr/lineage';
import { maskFields } from './mask.ts';
import type { Report } from './report.ts';
import { tellRecord } from './told-bytes.ts';

/** For a program: one JSON object on one line, told in docs/operations.md. */
export function reportJson({ traces, isWhole, reveal }: Report): string {
  return `${JSON.stringify({ isWhole, traces: traces.map((trace) => told(trace, reveal)) })}\n`;
}

function told(trace: Trace, reveal: boolean) {
  const { fate, place, row, batch, file, clean, raw, letter } = trace;
  const record = (one: TracedRecord) => recordOf(one, reveal);
  return {
    fate,
    place,
    row: step(row, ({ row: { call, ...rest } }) => ({
      ...rest,
      ingestedAt: moment(rest.ingestedAt),
      loadedAt: moment(rest.loadedAt),
      call: reveal ? call : maskFields(call),
    })),
    batch: step(batch, ({ batch: of }) => ({
      ...of,
      openedAt: moment(of.openedAt),
      stagedAt: moment(of.stagedAt),
      committedAt: moment(of.committedAt),
    })),
    file: step(file, ({ urls, says }) => ({ urls, ...(says !== undefined && { says }) })),
    clean: step(clean, (found) => record(found.record)),
    raw: step(raw, ({ record: of, schemaId, replaces }) => ({ ...record(of), schemaId, replaces })),
    letter: step(letter, ({ letter: { record: of, replays, ...rest } }) => ({
      ...rest,
      replays: Number.isFinite(replays) ? replays : null,
      ...placed(of),
    })),
  };
}

function step<Held, Told extends object>(of: Step<Held>, tell: (held: Held) => Told): object {
  return of.kind === 'held' ? { kind: of.kind, ...tell(of) } : of;
}

function placed({ topic, partition, offset, timestamp }: TracedRecord) {
  return { topic, partition, offset, timestamp: moment(timestamp) };
}

function recordOf(record: TracedRecord, reveal: boolean) {
  return { ...placed(record), ...tellRecord(record, reveal) };
}

function moment(at: number | null): string | null {
  return at === null || Number.isNaN(at) ? null : new Date(at).toISOString();
}
