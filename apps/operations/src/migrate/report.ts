import type { MigrationReport } from '@cdr/infra';
import { count } from '../say-counts.ts';

/** What became of a schema, for a person; a dry run as SQL that can be read, kept, or run by hand. */
export function reportText(report: MigrationReport): string {
  const unknown = sayUnknown(report);
  const lines = report.dryRun
    ? [...dryMigrations(report), ...unknown.map((line) => `-- ${line}`), ...dryViews(report)]
    : [...sayApplied(report), ...unknown, sayViews(report)];
  return [...lines, ''].join('\n');
}

/** The same for a program: one JSON object on one line, told in docs/operations.md. */
export function reportJson(report: MigrationReport): string {
  return `${JSON.stringify(report)}\n`;
}

/** In lines: what was applied, and which version the schema has now. */
export function sayApplied({ migrations, to }: MigrationReport): string[] {
  if (migrations.length === 0) return [`Schema telecom has version ${to}: nothing to apply.`];
  const lines = migrations.map(({ version, name, statements }) => {
    const skipped = statements.filter((statement) => statement.skipped).length;
    const there = skipped === 0 ? '' : `, ${skipped} of them there already`;
    return `  ${label(version, name)}: ${count(statements.length, 'statement')}${there}`;
  });
  return [
    `Applied ${count(migrations.length, 'migration')}:`,
    ...lines,
    `Schema telecom has version ${to} now.`,
  ];
}

/** In one line: that the views were made. */
export function sayViews({ views }: MigrationReport): string {
  return `Made ${count(views.length, 'view')} anew.`;
}

function dryViews({ views }: MigrationReport): string[] {
  return ['', '-- The views, made anew each time', ...views.map(({ text }) => `${text};`)];
}

function dryMigrations({ migrations, from, to }: MigrationReport): string[] {
  if (migrations.length === 0) return [`-- Schema telecom has version ${to}: nothing to apply.`];
  const begin = `-- Schema telecom has version ${from}. To apply: ${count(migrations.length, 'migration')}. Nothing was changed.`;
  const steps = migrations.flatMap(({ version, name, statements }) => [
    '',
    `-- ${label(version, name)}`,
    ...statements.map(({ text, skipped }) => (skipped ? `-- is there: ${text.split('\n')[0]}` : `${text};`)),
  ]);
  return [begin, ...steps];
}

function sayUnknown({ unknown }: MigrationReport): string[] {
  if (unknown.length === 0) return [];
  const which = unknown.join(', ');
  return [
    `It has versions that this program does not know (${which}): a newer one made them, or one of another branch.`,
  ];
}

function label(version: number, name: string): string {
  return `${String(version).padStart(4, '0')}-${name}`;
}
