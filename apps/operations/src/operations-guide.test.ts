import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { beginning, guide, workerSources } from './testing/guide.ts';

// docs/operations.md explains every line that a worker may log.

const loggers = new Set(['log', 'words']);
const levels = new Set(['debug', 'info', 'warn', 'error']);

/** The fixed text at the beginning or the end of each line's message: what one looks for in the guide. */
function loggedIn(source: ts.SourceFile): string[] {
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

const lines = workerSources.flatMap(loggedIn);

test('there are lines to explain', () => {
  expect(lines.length).toBeGreaterThan(15);
});

test.each([...new Set(lines)])('the operations guide explains "%s…"', (line) => {
  expect(guide.includes(line)).toBe(true);
});
