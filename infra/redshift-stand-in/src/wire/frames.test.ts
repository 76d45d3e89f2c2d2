import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createFramer, errorResponse, frame, letterOf, readFields, readStrings } from './frames.ts';

test('messages come out whole, in whatever pieces they came', () => {
  const message = fc.tuple(fc.constantFrom('Q', 'P', 'd'), fc.uint8Array({ maxLength: 40 }));
  fc.assert(
    fc.property(fc.array(message), fc.integer({ min: 1, max: 20 }), (messages, size) => {
      const frames = messages.map(([letter, body]) => frame(letter, Buffer.from(body)));
      const bytes = Buffer.concat(frames);
      const got: Buffer[] = [];
      const take = createFramer(
        (whole) => got.push(Buffer.from(whole)),
        () => expect('broken').toBe('whole'),
      );
      for (let at = 0; at < bytes.length; at += size) take(bytes.subarray(at, at + size));
      expect(Buffer.concat(got)).toEqual(bytes);
      expect(got).toHaveLength(frames.length);
    }),
  );
});

test('a length that is none is told once, and nothing more read', () => {
  let broken = 0;
  const take = createFramer(
    () => expect('a message').toBe('none'),
    () => (broken += 1),
  );
  take(Buffer.from([81, 0, 0, 0, 3, 0]));
  take(Buffer.from([81, 0, 0, 0, 4]));
  expect(broken).toBe(1);
});

test('strings and the rest of a message', () => {
  const { strings, rest } = readStrings(frame('P', 'name', 'SELECT é', Buffer.from([0, 1])), 2);
  expect(strings).toEqual(['name', 'SELECT é']);
  expect(rest).toEqual(Buffer.from([0, 1]));
});

test('an error is read as it was written', () => {
  const written = errorResponse({ code: '42601', message: 'no', detail: 'd', hint: 'h' });
  expect(letterOf(written)).toBe('E');
  expect(readFields(written)).toEqual({ S: 'ERROR', C: '42601', M: 'no', D: 'd', H: 'h' });
});
