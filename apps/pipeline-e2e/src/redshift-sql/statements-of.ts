import type { Statement } from '@cdr/sql-grammar';
import type { StatementModule } from './collected-modules.ts';

/** The statements of a module, and what its row of the table lacks, or has too much. */
export interface Collected {
  statements: Statement[];
  problems: string[];
}

/** Calls every function of a module with its examples, and takes its texts. */
export function statementsOf({ file, exports, examples, parts = [] }: StatementModule): Collected {
  const unknown = [...Object.keys(examples), ...parts].filter((name) => !Object.hasOwn(exports, name));
  const problems = unknown.map((name) => `${file} exports no ${name}`);
  const statements = Object.entries(exports).flatMap(([name, exported]) => {
    if (parts.includes(name)) return [];
    if (typeof exported === 'string') return [{ name: `${file} ${name}`, sql: exported }];
    if (typeof exported !== 'function') return [];
    const calls = examples[name] ?? [];
    if (calls.length === 0) problems.push(`${file} ${name} has no example`);
    return calls.flatMap((args) => {
      const made = (exported as (...args: readonly unknown[]) => string | string[])(...args);
      return [made].flat().map((sql) => ({ name: `${file} ${name}(${JSON.stringify(args)})`, sql }));
    });
  });
  return { statements, problems };
}
