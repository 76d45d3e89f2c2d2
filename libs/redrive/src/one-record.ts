import type { Place } from '@cdr/kafka';
import type { Selection } from './select-letters.ts';
import type { SentList } from './sent-list.ts';
import type { Letter } from './letter.ts';

/** Why the value of one record cannot be replaced as asked; null when just one letter is to be sent. */
export function whyNotOne(
  { topic, partition, offset }: Place,
  { matched, atCeiling, tooLarge, chosen }: Selection,
  letters: readonly Letter[],
  mostBytes: number,
  list: Pick<SentList, 'find'>,
): string | null {
  if (matched === 1 && chosen.length === 1) return null;
  const record = `${topic}/${partition} offset ${offset}`;
  if (matched === 0)
    return (
      `there is no letter about ${record} that counts and is as asked. A record that is in clean has none of stage ` +
      'validate; look without a value of its own, and with fewer filters'
    );
  if (matched > 1)
    return `${record} has ${matched} letters: choose that of stage validate or that of stage load`;
  if (atCeiling > 0)
    return `${record} was sent back ${letters[0]!.replays} times already: with a higher limit of replays it goes once more`;
  if (tooLarge.length > 0)
    return (
      `${record} would be ${tooLarge[0]!.bytes} bytes with this value, its key and its headers, and ${topic} takes ` +
      `${mostBytes}: give it a shorter value`
    );
  const before = list.find(letters[0]!.stage, { topic, partition, offset })!;
  return (
    `${record} was sent back at ${before.at}, as offset ${before.sent.offset}. If that was refused it has a letter of its ` +
    `own: send that back, the one about ${topic}/${partition} offset ${before.sent.offset}`
  );
}
