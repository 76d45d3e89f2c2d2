import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import ts from 'typescript';

// docs/operations.md explains every line that a worker may log.

const root = fileURLToPath(new URL('../../../', import.meta.url));
const guide = readFileSync(join(root, 'docs/operations.md'), 'utf8').replace(/\s+/g, ' ');
const loggers = new Set(['log', 'words']);
const levels = new Set(['debug', 'info', 'warn', 'error']);

/** The fixed text at the beginning or the end of each line's message: what one looks for in the guide. */
function loggedIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const constants = new Map<string, ts.Expression>();
  const messages: ts.Expression[] = [];
  function visit(node: ts.Node): void {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
      constants.set(node.name.text, node.initializer);
    if (ts.isCallExpression(node) && isLogging(node.expression)) messages.push(node.arguments.at(-1)!);
    ts.forEachChild(node, visit);
  }
  visit(source);
  return messages.map((message) => fixedText(message, constants)).filter((text) => text !== '');
}

function isLogging(callee: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(callee) || !levels.has(callee.name.text)) return false;
  const { expression: of } = callee;
  const name = ts.isIdentifier(of) ? of.text : ts.isPropertyAccessExpression(of) ? of.name.text : '';
  return loggers.has(name);
}

function fixedText(message: ts.Expression, constants: ReadonlyMap<string, ts.Expression>): string {
  if (ts.isStringLiteralLike(message)) return beginning(message.text);
  if (ts.isBinaryExpression(message)) return fixedText(message.left, constants);
  if (ts.isTemplateExpression(message))
    return beginning(message.head.text || message.templateSpans[0]!.literal.text);
  const constant = ts.isIdentifier(message) ? constants.get(message.text) : undefined;
  return constant === undefined ? '' : fixedText(constant, constants);
}

function beginning(text: string): string {
  return text.trim().split(/\s+/).slice(0, 5).join(' ');
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.(test|fixture))\.ts$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => !/\/(node_modules|testing|out-tsc|dist)\//.test(file));
}

const workers = ['apps/generator', 'apps/validator', 'apps/loader', 'libs'];
const lines = workers.flatMap((folder) => sourcesIn(join(root, folder)).flatMap(loggedIn));

test('there are lines to explain', () => {
  expect(lines.length).toBeGreaterThan(15);
});

test.each([...new Set(lines)])('the operations guide explains "%s…"', (line) => {
  expect(guide.includes(line)).toBe(true);
});
