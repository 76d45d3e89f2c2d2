import { deadReasons } from '@cdr/kafka';
import type { EditOrder, RedriveOrder } from '../api.ts';
import type { Desk } from '../desk.ts';
import { smallBody } from './limit-body.ts';
import type { DeedRoute } from './request.ts';

// A record that is edited may be as large as raw takes, and JSON may need six characters for one of its bytes.
const recordBody = 8 * 1_048_576;
// As many places as may be chosen.
const placesBody = 1_048_576;

const place = { type: 'integer', minimum: 0 };
const stage = { enum: ['validate', 'load'] };
const note = { type: 'string', minLength: 1, maxLength: 200 };
const moment = { type: 'number', minimum: 0 };

const query = {
  type: 'object',
  additionalProperties: false,
  properties: {
    reason: { enum: deadReasons },
    rule: { type: 'string', maxLength: 100 },
    stage,
    partition: place,
    from: moment,
    to: moment,
  },
};

const letterPlace = {
  type: 'object',
  additionalProperties: false,
  required: ['partition', 'rawOffset', 'stage'],
  properties: { partition: place, rawOffset: place, stage },
};

const order = {
  type: 'object',
  additionalProperties: false,
  required: ['query'],
  properties: {
    query,
    chosen: { type: 'array', maxItems: 10_000, items: letterPlace },
    limit: { type: 'integer', minimum: 1 },
    rate: { type: 'integer', minimum: 1 },
  },
};

const edit = {
  type: 'object',
  additionalProperties: false,
  required: ['partition', 'rawOffset', 'stage', 'value', 'note'],
  properties: { ...letterPlace.properties, value: { type: 'string' }, note },
};

function bodyWith(properties: object) {
  return { type: 'object', additionalProperties: false, required: Object.keys(properties), properties };
}

function letters(count: number): string {
  return `${count} ${count === 1 ? 'letter' : 'letters'}`;
}

/** All that an operator may do; each is written down first. */
export function deedsOf({ redrives }: Desk) {
  const look: DeedRoute<RedriveOrder> = {
    path: '/api/redrive/look',
    body: order,
    mostBytes: placesBody,
    check: () => redrives.mustBeIdle(),
    action: 'looked what to send back',
    what: ({ query: asked, chosen }) =>
      chosen === undefined ? JSON.stringify(asked) : `${letters(chosen.length)} chosen by hand`,
    deed: (body, { name }) => redrives.look(body, name),
  };
  const send: DeedRoute<{ id: number; note: string }> = {
    path: '/api/redrive/send',
    body: bodyWith({ id: place, note }),
    mostBytes: smallBody,
    check: ({ id }) => redrives.mustHaveFound(id),
    action: 'sends dead letters back',
    what: ({ id }) => `redrive ${id}: ${letters(redrives.job()?.found?.chosen ?? 0)}`,
    note: (body) => body.note,
    deed: (body, { name }) => redrives.send(body.id, body.note, name),
  };
  const stop: DeedRoute<{ id: number }> = {
    path: '/api/redrive/stop',
    body: bodyWith({ id: place }),
    mostBytes: smallBody,
    check: ({ id }) => redrives.mustRun(id),
    action: 'stops sending',
    what: ({ id }) => `redrive ${id}`,
    deed: ({ id }) => redrives.stop(id),
  };
  const editOne: DeedRoute<EditOrder> = {
    path: '/api/redrive/edit',
    body: edit,
    mostBytes: recordBody,
    check: () => redrives.mustBeIdle(),
    action: 'sends a record back with another value',
    what: ({ partition, rawOffset, stage: of }) => `raw ${partition}/${rawOffset}, letter of ${of}`,
    note: (body) => body.note,
    deed: (body, { name }) => redrives.edit(body, name),
  };
  return [look, send, stop, editOne] as DeedRoute[];
}
