import { describe, expect, it } from '@jest/globals';
import { createKeptLists } from './kept-lists.ts';

/** The history of a tab, as far as it is asked for. */
function createHistory() {
  const states: unknown[] = [null];
  let shown = 0;
  return {
    get state() {
      return states[shown];
    },
    replaceState(state: unknown) {
      states[shown] = state;
    },
    follow() {
      states.splice((shown += 1), Infinity, null);
    },
    back() {
      shown -= 1;
    },
  };
}

const list = { view: 'first', at: 1_000, behind: ['second', 'third'], followed: '#/letters/3/17' };

function withKeptList() {
  const history = createHistory();
  const lists = createKeptLists(history);
  lists.keep('letters', list);
  return { history, lists };
}

describe('a list', () => {
  it('is found as it was left by whoever goes back to it', () => {
    const { history, lists } = withKeptList();
    lists.keep('letters', { ...list, followed: '#/letters/3/18' });
    history.follow();
    history.follow();
    history.back();
    history.back();
    expect(lists.recall('letters')).toEqual({ ...list, followed: '#/letters/3/18' });
  });

  it('is a new one to whoever follows a link to it; the old one stays where it was', () => {
    const { history, lists } = withKeptList();
    history.follow();
    expect(lists.recall('letters')).toBeNull();
    lists.keep('letters', { ...list, behind: [] });
    history.back();
    expect(lists.recall('letters')).toEqual(list);
  });

  it('is not taken for another', () => {
    expect(withKeptList().lists.recall('letters of a reason')).toBeNull();
  });

  it('is a new one after a reload, also beside those that are kept then', () => {
    const { history } = withKeptList();
    const reloaded = createKeptLists(history);
    expect(reloaded.recall('letters')).toBeNull();
    history.follow();
    reloaded.keep('letters', list);
    history.back();
    expect(reloaded.recall('letters')).toBeNull();
  });

  it('is forgotten when fifty others were looked at since', () => {
    const { history, lists } = withKeptList();
    for (let other = 0; other < 49; other += 1) {
      history.follow();
      lists.keep('letters', list);
    }
    for (let other = 0; other < 49; other += 1) history.back();
    expect(lists.recall('letters')).toEqual(list);
    for (let other = 0; other < 50; other += 1) history.follow();
    lists.keep('letters', list);
    for (let other = 0; other < 50; other += 1) history.back();
    expect(lists.recall('letters')).toBeNull();
  });
});
