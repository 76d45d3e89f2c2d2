import { fileURLToPath } from 'node:url';
import { installGrammar, whatIsMissing } from './install-grammar.ts';
import { runPython } from './run-python.ts';

export interface Statement {
  /** What to call it when it is told about. */
  name: string;
  sql: string;
}

export interface Problem {
  /** The statement's. */
  name: string;
  problem: string;
}

/** What the grammar refuses, and what it lets through though it cannot read it. */
export interface GrammarRows {
  refused: { name: string; red: string[] }[];
  raw: { name: string; why: string; example: string; understood: boolean }[];
}

/** What Redshift would not take in these statements, by an independent grammar; all of them in one run of Python. */
export async function checkRedshiftSql(statements: readonly Statement[]): Promise<Problem[]> {
  const lines = statements.map(({ name, sql }) => JSON.stringify({ name, sql }));
  const answers = (await askGrammar([], lines.join('\n'))).split('\n').filter((line) => line !== '');
  if (answers.length !== statements.length)
    throw new Error(`the grammar answered ${answers.length} of ${statements.length} statements`);
  return answers
    .map((line) => JSON.parse(line) as { name: string; problems: string[] })
    .flatMap(({ name, problems }) => problems.map((problem) => ({ name, problem })));
}

/** The rows of its tables, for their tests. */
export async function grammarRows(): Promise<GrammarRows> {
  return JSON.parse(await askGrammar(['rows'], '')) as GrammarRows;
}

const script = fileURLToPath(new URL('../python/check.py', import.meta.url));
const python = 'python3';

async function askGrammar(args: string[], input: string): Promise<string> {
  const libs = await installGrammar(python);
  const ended = await runPython(python, [script, libs, ...args], input);
  if (ended.code === 0) return ended.stdout;
  const reason = ended.code === undefined ? whatIsMissing(ended, python)! : ended.stderr;
  throw new Error(`the statements could not be checked: ${reason}`);
}
