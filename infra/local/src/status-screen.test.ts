import { describe, expect, test } from '@jest/globals';
import { createStatusScreen } from './status-screen.ts';

function open(terminal: { isTTY?: boolean; columns?: number }) {
  let written = '';
  const screen = createStatusScreen({ ...terminal, write: (text) => (written += text) });
  return { screen, written: () => written };
}

describe('the status screen on a terminal', () => {
  test('shows a line in place of the one before, cut to the width, every two seconds', () => {
    const { screen, written } = open({ isTTY: true, columns: 8 });
    expect(screen.isDue(0)).toBe(true);
    screen.show('raw 1000000', 0);
    expect(screen.isDue(1_999)).toBe(false);
    expect(screen.isDue(2_000)).toBe(true);
    screen.show('raw 2', 2_000);
    expect(written()).toBe('raw 100\r\x1b[Kraw 2');
  });

  test('makes room for a line that stays, and then shows the same status again', () => {
    const { screen, written } = open({ isTTY: true, columns: 80 });
    screen.show('raw 1', 0);
    screen.tell('loader ended');
    screen.show('raw 1', 2_000);
    screen.clear();
    expect(written()).toBe('raw 1\r\x1b[Kloader ended\nraw 1\r\x1b[K');
  });
});

describe('the status screen in a log', () => {
  test('writes a line every ten seconds, and none twice in a row', () => {
    const { screen, written } = open({});
    screen.show('raw 1', 0);
    expect(screen.isDue(9_999)).toBe(false);
    expect(screen.isDue(10_000)).toBe(true);
    screen.show('raw 1', 10_000);
    screen.tell('loader ended');
    screen.show('raw 2', 20_000);
    screen.clear();
    expect(written()).toBe('raw 1\nloader ended\nraw 2\n');
  });
});
