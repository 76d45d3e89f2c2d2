import { expect, test } from '@jest/globals';
import { KafkaError } from '@cdr/kafka';
import { StoreError } from '@cdr/object-store';
import { Stop } from '@cdr/worker';
import { whyStopped } from './why-stopped.ts';

test('a stop has said what to do', () => {
  expect(whyStopped(new Stop('do this'))).toBe('do this');
});

test.each([new KafkaError('gone', 'GONE', true), new StoreError('gone', 'GONE', true)])(
  'trouble with a part says who tells what to do: %s',
  (error) => {
    expect(whyStopped(error)).toBe('gone. "npm run connections" tries each part and says what to do');
  },
);

test('a bug stays one', () => {
  const bug = new TypeError('Cannot read properties of undefined');
  expect(() => whyStopped(bug)).toThrow(bug);
});
