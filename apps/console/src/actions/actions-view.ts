import type { Kafka } from '@cdr/kafka';
import { readLastLines } from '@cdr/redrive';
import type { ActionsView } from '../api.ts';
import type { ActionList } from './action-list.ts';

const most = 200;

/** What was done last, here and by `npm run redrive`. @throws KafkaError */
export async function readActions(
  kafka: Pick<Kafka, 'offsets' | 'openReader'>,
  actions: Pick<ActionList, 'newest'>,
  redriveTopic: string,
): Promise<ActionsView> {
  const [done, lines] = await Promise.all([actions.newest(most), readLastLines(kafka, redriveTopic, most)]);
  const sent = lines.map(({ at, by, note, reason, rules, edited, original, sent: place }) => ({
    at,
    by,
    note,
    reason,
    rules: rules.split(',').filter((rule) => rule !== ''),
    edited,
    original: { partition: original.partition, offset: original.offset },
    sent: { partition: place.partition, offset: place.offset },
  }));
  return { actions: done, sent };
}
