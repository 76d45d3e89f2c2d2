import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { beginning, guide, workerSources } from './testing/guide.ts';

// docs/operations.md explains every sentence that a worker stops with for a person; what only commands stop with says all itself.

// Shorter texts are in every guide; longer ones need not be quoted whole.
const [leastWords, mostWords] = [3, 4];

const sources = workerSources.filter(({ fileName }) => !/\/libs\/(audit|lineage|redrive)\//.test(fileName));
const named = new Map(sources.flatMap(namesIn));

/** What a name stands for: in its file a constant's value, in all of them what a function returns. */
function namesIn(source: ts.SourceFile): [string, ts.Expression][] {
  const found: [string, ts.Expression][] = [];
  function visit(node: ts.Node, owner: string): void {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
      found.push([constant(source, node.name.text), node.initializer]);
    if (ts.isReturnStatement(node) && node.expression) found.push([`${owner}()`, node.expression]);
    const inner = ts.isFunctionDeclaration(node) ? node.name!.text : owner;
    ts.forEachChild(node, (child) => visit(child, inner));
  }
  visit(source, '');
  return found;
}

function constant({ fileName }: ts.SourceFile, name: string): string {
  return `${fileName} ${name}`;
}

/** What is given to `new Stop(…)`, at once or by way of `{ kind: 'stop', why: … }`. */
function stopsIn(source: ts.SourceFile): ts.Expression[] {
  const found: ts.Expression[] = [];
  function visit(node: ts.Node): void {
    if (ts.isNewExpression(node) && node.expression.getText() === 'Stop') found.push(node.arguments![0]!);
    if (
      ts.isPropertyAssignment(node) &&
      node.name.getText() === 'why' &&
      /kind: 'stop'/.test(node.parent.getText())
    )
      found.push(node.initializer);
    ts.forEachChild(node, visit);
  }
  visit(source);
  return found;
}

/** The fixed texts of a sentence, between what is put in. */
function textsOf(sentence: ts.Expression | undefined): string[] {
  if (sentence === undefined) return [];
  if (ts.isStringLiteralLike(sentence)) return [sentence.text];
  if (ts.isTemplateExpression(sentence)) {
    const spans = sentence.templateSpans.flatMap(({ expression, literal }) => [
      ...textsOf(expression),
      literal.text,
    ]);
    return [sentence.head.text, ...spans];
  }
  if (ts.isParenthesizedExpression(sentence)) return textsOf(sentence.expression);
  if (ts.isConditionalExpression(sentence))
    return [...textsOf(sentence.whenTrue), ...textsOf(sentence.whenFalse)];
  if (ts.isBinaryExpression(sentence)) {
    const [left, right] = [textsOf(sentence.left), textsOf(sentence.right)];
    return [...left.slice(0, -1), `${left.at(-1) ?? ''}${right[0] ?? ''}`, ...right.slice(1)];
  }
  if (ts.isCallExpression(sentence)) return textsOf(named.get(`${sentence.expression.getText()}()`));
  if (!ts.isIdentifier(sentence)) return [];
  return textsOf(named.get(constant(sentence.getSourceFile(), sentence.text)));
}

const stops = sources
  .flatMap(stopsIn)
  .map((sentence) => textsOf(sentence).filter((text) => text.trim().split(/\s+/).length >= leastWords))
  .filter((texts) => texts.length > 0);

test('there are sentences to explain', () => {
  expect(stops.length).toBeGreaterThan(10);
});

test.each(stops.map((texts) => [texts.join('…').trim(), texts] as const))(
  'the operations guide explains "%s…"',
  (_, texts) => {
    expect(texts.some((text) => guide.includes(beginning(text.replace(/^\W+|\W+$/g, ''), mostWords)))).toBe(
      true,
    );
  },
);
