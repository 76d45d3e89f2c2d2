import { describe, expect, it } from '@jest/globals';
import type { Trouble } from './ask.ts';
import { hear, nothingHeard } from './heard.ts';

const silent: Trouble = { kind: 'silent', status: null, problem: 'The console does not answer: gone' };
const first = hear(nothingHeard<number>(null), '/api/flow', { kind: 'told', view: 1 }, 1_000);

describe('what is heard of a path', () => {
  it('is the last view with its age', () => {
    expect(first).toEqual({ path: '/api/flow', view: 1, at: 1_000, trouble: null });
  });

  it('stays when the console does not answer', () => {
    expect(hear(first, '/api/flow', silent, 3_000)).toEqual({ ...first, trouble: silent });
  });

  it('is forgotten with its path', () => {
    expect(hear(first, '/api/quality', silent, 3_000)).toEqual({
      ...nothingHeard('/api/quality'),
      trouble: silent,
    });
  });

  it('loses its trouble with the next view', () => {
    const again = hear(
      hear(first, '/api/flow', silent, 3_000),
      '/api/flow',
      { kind: 'told', view: 2 },
      5_000,
    );
    expect(again).toMatchObject({ view: 2, at: 5_000, trouble: null });
  });
});
