import { subjectOf } from '@cdr/schema-registry';
import { browseRecords } from '../topics/browse-records.ts';
import { topicsView } from '../topics/topics-view.ts';
import { traceBy } from '../lineage/trace-query.ts';
import { listLetters } from '../letters/letter-list.ts';
import { readLetterQuery } from '../letters/letter-query.ts';
import { findLetter } from '../letters/find-letter.ts';
import { qualityView, spans } from '../letters/quality-view.ts';
import { bytesHolding, maskedHolding, searchLetters } from '../letters/search-letters.ts';
import { readActions } from '../actions/actions-view.ts';
import { batchView, loadsView } from '../loads/loads-view.ts';
import { schemasView } from '../schemas/schemas-view.ts';
import type { Desk } from '../desk.ts';
import { readChoice, readNumber } from '../asked/read-query.ts';
import { createSeal } from '../asked/seal.ts';
import { NotYetError } from './refusals.ts';
import type { Asked, ViewRoute } from './request.ts';

// The most letters that one request reads, and for how long, ms.
const search = { most: 5_000, ms: 200 };

/** All that is there to see. */
export function viewsOf(desk: Desk): ViewRoute[] {
  const { observer, letters, kafka, topics } = desk;
  const topicNames = Object.values(topics);
  const seal = createSeal();

  return [
    { path: '/api/flow', view: () => observer.flow() ?? notYet(null) },
    { path: '/api/flow/history', view: () => observer.history() },
    { path: '/api/quality', personal: true, view: quality },
    { path: '/api/letters', looksThrough: ({ text }) => Boolean(text), asks: 'Kafka', view: listOfLetters },
    { path: '/api/letters/:partition/:offset', personal: true, asks: 'Kafka', view: letter },
    { path: '/api/redrive', view: () => ({ job: desk.redrives.job() }) },
    { path: '/api/actions', asks: 'Kafka', view: () => readActions(kafka, desk.actions, topics.redrive) },
    { path: '/api/loads', asks: 'the warehouse', view: ({ params }) => loadsView(desk, params['after']) },
    {
      path: '/api/loads/:id',
      asks: 'the warehouse or S3',
      view: ({ params }) => batchView(desk, params['id']!),
    },
    {
      path: '/api/trace',
      personal: true,
      asks: 'Kafka, the warehouse or S3',
      // Who goes on with a search has begun it, and is in the list.
      looksThrough: ({ number, from }) => Boolean(number) && !from,
      view: (asked) => traceBy({ lineage: desk.lineage, seal }, asked),
    },
    { path: '/api/topics', asks: 'Kafka', view: () => topicsView(kafka, topicNames) },
    {
      path: '/api/topics/:topic/records',
      personal: true,
      asks: 'Kafka',
      looksThrough: ({ field }) => Boolean(field),
      view: records,
    },
    {
      path: '/api/schemas',
      asks: 'the schema registry',
      view: () => schemasView(desk.registry, subjectOf(topics.raw)),
    },
    { path: '/api/calls', personal: true, view: ({ eyes }) => desk.calls.view(eyes) },
  ];

  function indexOf() {
    return letters.index() ?? notYet(letters.problem());
  }

  function quality({ params, eyes: { masked } }: Asked) {
    const hours = Number(readChoice(params, 'hours', Object.keys(spans)) ?? 1);
    const flow = observer.flow();
    const alerts = flow?.health.alerts ?? [];
    return qualityView({
      index: indexOf(),
      hours,
      now: Date.now(),
      received: desk.received(hours),
      alerts,
      masked,
    });
  }

  function listOfLetters({ params, mayLookThrough }: Asked) {
    const { text, ...query } = readLetterQuery(params);
    const { sentBackOf } = letters;
    if (text === undefined) return listLetters(indexOf(), query, params['after'], sentBackOf);
    const bounds = { most: search.most, until: Date.now() + search.ms };
    const place = { kafka, dlq: topics.dlq, index: indexOf(), sentBackOf };
    const holds = mayLookThrough ? bytesHolding(text) : maskedHolding(text);
    return searchLetters(place, { query, holds, after: params['after'] }, bounds);
  }

  function letter({ params, eyes }: Asked) {
    const partition = readNumber(params, 'partition')!;
    const offset = readNumber(params, 'offset')!;
    return findLetter({ kafka, topics, sentBackOf: letters.sentBackOf }, { partition, offset }, eyes);
  }

  function records({ params, eyes, mayLookThrough }: Asked) {
    const topic = topicNames.find((name) => name === params['topic']);
    return topic === undefined ? null : browseRecords(kafka, topic, params, { ...eyes, mayLookThrough });
  }
}

function notYet(problem: string | null): never {
  throw new NotYetError(
    problem === null
      ? 'the console has not looked yet: ask again in a moment'
      : `the console could not read the dead letters yet: ${problem}`,
  );
}
