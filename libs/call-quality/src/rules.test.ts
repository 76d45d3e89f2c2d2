import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { defaultQualitySettings } from './quality-settings.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules.ts';

const names = Object.keys(rules);
const folder = new URL('./rules/', import.meta.url);
const docs = readFileSync(new URL('../../../docs/quality-rules.md', import.meta.url), 'utf8');

function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

describe.each(Object.entries<Rule>(rules))('the rule %s', (name, rule) => {
  test('has a file of its name, which exports it, and a test beside it', async () => {
    expect(existsSync(new URL(`${name}.test.ts`, folder))).toBe(true);
    const file = (await import(`./rules/${name}.ts`)) as Record<string, Rule>;
    expect(file[camelCase(name)]).toBe(rule);
  });

  test('says in one short line what it asks', () => {
    const sentence = rule.says(defaultQualitySettings, 'caller_name');
    expect(sentence).toMatch(/^[ -~]{10,190}$/);
    expect(sentence).toMatch(/ must /);
  });
});

test('no rule file is left out of the table', () => {
  const files = readdirSync(folder).filter((file) => !file.endsWith('.test.ts'));
  expect(files.sort()).toEqual(names.map((name) => `${name}.ts`).sort());
});

test('the docs list the rules of the table in its order, and no others', () => {
  const documented = [...docs.matchAll(/^\| `([^`]+)` +\| .+ \|$/gm)].map(([, name]) => name);
  expect(documented).toEqual([
    'fits-65536-bytes',
    'is-not-empty',
    'is-utf8',
    'is-json',
    'matches-schema',
    'matches-newest-schema',
    'unknown-schema',
    ...names,
  ]);
});
