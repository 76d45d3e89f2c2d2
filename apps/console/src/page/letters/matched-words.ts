import type { LetterList } from '../../api.ts';
import { count } from '../show/format.ts';
import { plural } from '../show/plural.ts';

/** How many letters are as asked, of what is known of them. */
export function matchedWords(pages: readonly LetterList[]): string {
  const shown = pages.reduce((sum, { letters }) => sum + letters.length, 0);
  const searched = pages.every((page) => page.searched === null)
    ? null
    : pages.reduce((sum, page) => sum + (page.searched ?? 0), 0);
  const isAll = pages.at(-1)?.next === null;
  if (searched !== null)
    return `${count(shown)} found in ${isAll ? 'all' : 'the newest'} ${plural(searched, 'letter')} looked through.`;
  const matched = pages[0]?.matched ?? null;
  if (matched === null)
    return `More letters are as asked than the console counts. ${count(shown)} are shown.`;
  return `${plural(matched, 'letter')} as asked${shown < matched ? `, the newest ${count(shown)} shown` : ''}.`;
}
