import axe, { type AxeResults, type Result } from 'axe-core';
import type { Page } from 'playwright-core';

/** What keeps people from using this page, by axe-core: a line `rule: help (selector)` for each place. */
export async function findViolations(page: Page): Promise<string[]> {
  // By the debugger, as a script in the page would be stopped by a strict Content-Security-Policy.
  const results = await page.evaluate<AxeResults>(`${axe.source}; axe.run({ resultTypes: ['violations'] })`);
  return linesOf(results.violations);
}

/** A line for each place of those that are serious or critical. */
export function linesOf(violations: readonly Result[]): string[] {
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target }) => `${id}: ${help} (${target.flat().join(' ')})`),
    );
}
