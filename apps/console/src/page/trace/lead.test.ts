import { describe, expect, it } from '@jest/globals';
import type { TraceStep } from '../../api.ts';
import { leadOf } from './lead.ts';

const place = [
  { name: 'topic', value: 'telecom-data.x' },
  { name: 'partition', value: '3' },
  { name: 'offset', value: '17' },
];

describe('a step of the way', () => {
  it.each<[TraceStep['step'], TraceStep['facts'], string | undefined]>([
    ['batch', [{ name: 'batch', value: 'b-1' }], '#/loads/b-1'],
    ['clean', place, '#/topics/telecom-data.x?partition=3&offset=17'],
    ['raw', place, '#/topics/telecom-data.x?partition=3&offset=17'],
    ['letter', place, '#/letters/3/17'],
    ['table', [{ name: 'batch', value: 'b-1' }], undefined],
    ['file', [], undefined],
    ['raw', [], undefined],
  ])('%s with %j leads to %s', (step, facts, link) => expect(leadOf({ step, facts })?.link).toBe(link));
});
