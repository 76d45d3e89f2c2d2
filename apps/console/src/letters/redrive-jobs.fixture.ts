import { eachTurn, until } from '@cdr/testing';
import type { RedriveJob } from '../api.ts';
import { createConsoleKafka, topics } from '../memory-kafka.fixture.ts';
import { letterAbout } from './letters.fixture.ts';
import { createRedriveJobs } from './redrive-jobs.ts';

/** Three letters in partition 0 and one in partition 1, and whoever sends them back. */
export function withJobs() {
  const memory = createConsoleKafka(2);
  memory
    .log('dlq')
    .append([
      letterAbout(0),
      letterAbout(1, { rules: ['a'] }),
      letterAbout(1, { stage: 'load', reason: 'load' }),
    ]);
  memory.log('dlq', 1).append([letterAbout(4, { partition: 1, reason: 'schema', rules: [] })]);
  const told: [job: RedriveJob['phase'], note: string][] = [];
  const jobs = createRedriveJobs({
    kafka: memory.kafka,
    topics,
    onSent: ({ phase }, note) => told.push([phase, note]),
  });
  const ended = (phase: RedriveJob['phase']) =>
    until(() => jobs.job()?.phase === phase && jobs.job(), eachTurn);
  async function look(order: Parameters<typeof jobs.look>[0] = { query: {} }) {
    jobs.look(order, 'ann');
    return ended('looked');
  }
  const sentTo = (partition: number) =>
    memory.log('raw', partition).records.map(({ headers }) => String(headers['dlq.replaces']));
  return { ...memory, jobs, told, ended, look, sentTo };
}
