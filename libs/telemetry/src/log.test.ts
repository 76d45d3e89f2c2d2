import { describe, expect, test } from '@jest/globals';
import { createLog, type LogLevel } from './log.ts';

function logged(level: LogLevel, message: (log: ReturnType<typeof createLog>) => void) {
  const lines: string[] = [];
  message(createLog('validator', level, { write: (line) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  test('is one JSON object a line, with ISO time, level as a word, worker and fields', () => {
    const lines = logged('info', (log) => log.warn({ partition: 3 }, 'took over'));
    expect(lines).toEqual([
      { time: expect.any(String), level: 'warn', worker: 'validator', partition: 3, msg: 'took over' },
    ]);
    const time = String(lines[0]?.['time']);
    expect(new Date(time).toISOString()).toBe(time);
  });

  test('keeps quiet below its level', () => {
    const lines = logged('error', (log) => {
      log.info({}, 'small');
      log.error({}, 'large');
    });
    expect(lines.map((line) => line['msg'])).toEqual(['large']);
  });

  test('tells an error with its cause', () => {
    const cause = new Error('connection refused');
    const [line] = logged('info', (log) =>
      log.error({ err: new Error('load failed', { cause }) }, 'stopped'),
    );
    expect(JSON.stringify(line)).toContain('connection refused');
  });
});
