import { count } from '../say-counts.ts';
import type { Asked, Standing } from './ask-registry.ts';
import type { Judged } from './judge-schemas.ts';

/** What was found of the schemas. */
export interface Report {
  schemas: readonly Judged[];
  /** What is wrong with the table of columns; null when nothing is. */
  table: string | null;
  subject: string;
  /** Where the registry is, and what it says; null when it was not asked. */
  registry: { url: string; asked: Asked } | null;
}

/** The level at which a registry refuses what our own checks refuse. */
export const wantedLevel = 'BACKWARD_TRANSITIVE';

/** Whether nothing is wrong with what could be looked at. */
export function isCompatible(report: Report): boolean {
  return report.table === null && told(report).every(({ problems }) => problems.length === 0);
}

/** Whether the registry was asked and did not answer. */
export function isUnasked({ registry }: Report): boolean {
  return registry?.asked.kind === 'silent';
}

/** For a person: a line for each schema, and below one that is not compatible what is wrong. */
export function reportText(report: Report): string {
  const schemas = told(report).flatMap(({ name, olders, problems, standing }) =>
    sayLine(name, problems, [sayOlders(olders), ...sayStanding(standing)].join('; ')),
  );
  const table = sayLine(
    'table',
    report.table === null ? [] : [report.table],
    'has its columns as the migrations make them',
  );
  return [...schemas, ...table, ...sayRegistry(report), sayVerdict(report), ''].join('\n');
}

/** For a program: one JSON object on one line. */
export function reportJson(report: Report): string {
  const schemas = told(report).map(({ name, problems, standing }) => ({
    name,
    ok: problems.length === 0,
    problems,
    registry: standing,
  }));
  const { subject, table, registry } = report;
  const asked = registry && { url: registry.url, ...sayAsked(registry.asked) };
  const ok = isCompatible(report) && !isUnasked(report);
  return `${JSON.stringify({ ok, subject, registry: asked, table, schemas })}\n`;
}

/** The schemas with what the registry says of each. */
function told({ schemas, registry }: Report) {
  const standings = registry?.asked.kind === 'answered' ? registry.asked.standings : [];
  return schemas.map(({ name, olders, problems }, n) => {
    const standing = standings[n] ?? null;
    return { name, olders, standing, problems: [...problems, ...refusals(standing, problems.length === 0)] };
  });
}

function refusals(standing: Standing | null, alone: boolean): string[] {
  if (standing?.kind !== 'refused') return [];
  const why = alone
    ? ', though no record that would be refused was found: it compares words, such as a pattern’s'
    : '';
  return [`the registry would refuse it${why} (${standing.why})`];
}

function sayLine(name: string, problems: readonly string[], said: string): string[] {
  if (problems.length === 0) return [`ok      ${name.padEnd(5)}  ${said}`];
  return [`failed  ${name}`, ...problems.map((problem) => `        ${problem}`)];
}

function sayOlders(olders: readonly string[]): string {
  return olders.length === 0
    ? 'the first one'
    : `reads records by ${new Intl.ListFormat('en-GB').format(olders)}`;
}

function sayStanding(standing: Standing | null): string[] {
  if (standing?.kind === 'registered')
    return [`registered as version ${standing.version}, id ${standing.id}`];
  return standing?.kind === 'taken' ? ['not registered; the registry would take it'] : [];
}

function sayRegistry({ subject, registry }: Report): string[] {
  if (registry === null) return [];
  const { url, asked } = registry;
  if (asked.kind === 'silent')
    return sayLine('registry', [`${asked.why}; "npm run schemas -- --offline" does without it`], '');
  const what = `${subject} at ${url}: ${count(asked.versions, 'version')}, level ${asked.level}`;
  const weak =
    asked.level === wantedLevel
      ? ''
      : `, by which it refuses too little: npm run schemas -- --register sets ${wantedLevel}`;
  return [`${what}${weak}.`];
}

function sayVerdict(report: Report): string {
  if (!isCompatible(report))
    return 'NOT compatible: it must not be released so. What may change, and how else: docs/schema-evolution.md';
  return isUnasked(report) ? 'Compatible by our own checks; the registry could not be asked.' : 'Compatible.';
}

function sayAsked(asked: Asked) {
  return asked.kind === 'silent'
    ? { level: null, versions: null, problem: asked.why }
    : { level: asked.level, versions: asked.versions, problem: null };
}
