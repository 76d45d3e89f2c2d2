import type { CallsPanel } from '../api.ts';

/** A question about the calls, answered by a view of the warehouse. */
export interface PanelQuestion extends Pick<CallsPanel, 'name' | 'title' | 'says'> {
  /** `isOfRecord`: text as a source wrote it, covered as that field of a record; what the warehouse reckons is not. */
  columns: { name: string; shown: string; isOfRecord?: true }[];
  statement: string;
}

/** The uses of the original system, on live data; the README of infra/warehouse has what each view answers. */
export const panelQuestions: readonly PanelQuestion[] = [
  {
    name: 'calls_per_minute',
    title: 'Calls a minute',
    says: 'The last sixty minutes that have calls, by the time of the call.',
    columns: [
      { name: 'minute', shown: 'Minute' },
      { name: 'calls', shown: 'Calls' },
      { name: 'seconds', shown: 'Seconds' },
      { name: 'revenue', shown: 'Revenue' },
    ],
    statement: `SELECT minute::varchar AS minute, calls, seconds, revenue FROM telecom.calls_per_minute ORDER BY 1 DESC LIMIT 60`,
  },
  {
    name: 'revenue_by_provider',
    title: 'Revenue by provider',
    says: 'All days together.',
    columns: [
      { name: 'network_provider', shown: 'Provider', isOfRecord: true },
      { name: 'calls', shown: 'Calls' },
      { name: 'seconds', shown: 'Seconds' },
      { name: 'revenue', shown: 'Revenue' },
    ],
    statement: `SELECT network_provider, sum(calls) AS calls, sum(seconds) AS seconds, sum(revenue) AS revenue
      FROM telecom.revenue_by_provider GROUP BY network_provider ORDER BY sum(revenue) DESC LIMIT 20`,
  },
  {
    name: 'call_bursts',
    title: 'Bursts',
    says: 'Callers with ten calls or more that began within five minutes.',
    columns: [
      { name: 'caller_id', shown: 'Caller', isOfRecord: true },
      { name: 'calls', shown: 'Calls' },
      { name: 'first_call', shown: 'First call' },
      { name: 'last_call', shown: 'Last call' },
    ],
    statement: `SELECT caller_id, calls, first_call::varchar AS first_call, last_call::varchar AS last_call
      FROM telecom.call_bursts ORDER BY last_call DESC LIMIT 20`,
  },
  {
    name: 'callers_of_many',
    title: 'Callers of many',
    says: 'Callers with fifty different receivers or more in a day.',
    columns: [
      { name: 'caller_id', shown: 'Caller', isOfRecord: true },
      { name: 'day', shown: 'Day' },
      { name: 'receivers', shown: 'Receivers' },
      { name: 'calls', shown: 'Calls' },
    ],
    statement: `SELECT caller_id, day::varchar AS day, receivers, calls FROM telecom.callers_of_many
      ORDER BY day DESC, receivers DESC LIMIT 20`,
  },
  {
    name: 'overlapping_calls',
    title: 'Overlapping calls',
    says: 'Calls that began while an earlier call of the same caller was going on.',
    columns: [
      { name: 'caller_id', shown: 'Caller', isOfRecord: true },
      { name: 'start_datetime', shown: 'Start' },
      { name: 'overlap_seconds', shown: 'Overlap in seconds' },
      { name: 'call_id', shown: 'Call', isOfRecord: true },
    ],
    statement: `SELECT caller_id, start_datetime::varchar AS start_datetime, overlap_seconds, call_id
      FROM telecom.overlapping_calls ORDER BY start_datetime DESC LIMIT 20`,
  },
  {
    name: 'very_short_calls',
    title: 'Very short calls',
    says: 'Calls below five seconds.',
    columns: [
      { name: 'caller_id', shown: 'Caller', isOfRecord: true },
      { name: 'receiver_id', shown: 'Receiver', isOfRecord: true },
      { name: 'start_datetime', shown: 'Start' },
      { name: 'call_duration', shown: 'Seconds' },
      { name: 'kind', shown: 'Kind' },
    ],
    statement: `SELECT caller_id, receiver_id, start_datetime::varchar AS start_datetime, call_duration, kind
      FROM telecom.very_short_calls ORDER BY start_datetime DESC LIMIT 20`,
  },
];
