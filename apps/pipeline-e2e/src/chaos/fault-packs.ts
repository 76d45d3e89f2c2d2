import { defaultTopics } from '@cdr/call-record';
import { type NamedPoint, type Point, pointsOf, type Role, roles } from './kill-points/order.ts';
import type { Mischief } from './proxy/start-proxy.ts';
import { producerClient } from './publish.ts';

// What faults there are, each kind of it once: a plan deals from these packs.

/** Something done to a request, by its name, or to its answer. */
export interface Harm {
  exchange: string;
  mischief: Mischief;
}

/** A worker, and a point that it comes to. */
export interface Place {
  role: Role;
  point: Point;
}

/** What is done on the way to Kafka: every kind of it to everybody who writes. */
export const kafkaMischief: Harm[] = [
  `produce cdr-validator ${defaultTopics.clean}`,
  `produce cdr-validator ${defaultTopics.dlq}`,
  `produce ${producerClient} ${defaultTopics.raw}`,
].flatMap((exchange) =>
  [
    { how: 'cut answer' } as const,
    // The client repeats a send within a second, once: that fails as well.
    { how: 'cut answer', forMs: 2_500 } as const,
    { how: 'swallow' } as const,
    { how: 'delay answer', ms: 4_000 } as const,
    // Longer than the client waits: its second attempt is answered first.
    { how: 'delay answer', ms: 12_000 } as const,
    { how: 'cut request' } as const,
  ].map((mischief) => ({ exchange, mischief })),
);

const slowDown =
  'HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nContent-Length: 79\r\nConnection: close\r\n\r\n' +
  '<Error><Code>SlowDown</Code><Message>Please reduce your rate.</Message></Error>';

/** And on the way to S3. */
export const storeMischief: Harm[] = [
  { exchange: 'PUT', mischief: { how: 'refuse', answer: slowDown } },
  { exchange: 'PUT', mischief: { how: 'cut request' } },
  { exchange: 'PUT', mischief: { how: 'cut answer' } },
  { exchange: 'PUT', mischief: { how: 'delay request', ms: 5_000 } },
  { exchange: 'GET', mischief: { how: 'cut answer' } },
  { exchange: 'GET', mischief: { how: 'delay answer', ms: 5_000 } },
];

/** And on the way to the database. */
export const warehouseMischief: Harm[] = [
  // Committed, and the loader cannot know.
  { exchange: 'COMMIT', mischief: { how: 'cut answer' } },
  { exchange: 'COMMIT', mischief: { how: 'cut request' } },
  { exchange: 'COMMIT', mischief: { how: 'delay answer', ms: 6_000 } },
  { exchange: 'COPY', mischief: { how: 'cut request' } },
];

/** Up to which time, counted from the order on, it is let come to a point. A load puts three objects and asks for much. */
export const mostNth: Record<Point, number> = {
  'after a letter': 4,
  'between letter and clean': 4,
  'after clean': 6,
  'after S3 put': 3,
  'after COPY': 2,
  'before ledger': 2,
  'after commit': 2,
  'in flight': 12,
};
const named: NamedPoint[] = [...pointsOf.validator, ...pointsOf.loader];
/** Where workers are killed or stopped: two times in nine at no point in particular. */
export const points: Place[] = [
  ...named.map((point) => ({ role: roleOf(point), point })),
  ...roles.map((role) => ({ role, point: 'in flight' as const })),
];
/** Where a validator stands while the broker dies. */
export const brokerPoints = pointsOf.validator.map((point) => ({ role: 'validator' as const, point }));
/** Where a loader stands while the database ends, and how that does. */
export const databaseDeaths = (['before ledger', 'after COPY'] as const).flatMap((point) =>
  (['kill', 'restart'] as const).map((how) => ({ point: { role: 'loader' as const, point }, how })),
);

function roleOf(point: NamedPoint): Role {
  return (pointsOf.validator as readonly string[]).includes(point) ? 'validator' : 'loader';
}
