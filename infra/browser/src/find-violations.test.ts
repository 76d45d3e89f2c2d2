import { expect, test } from '@jest/globals';
import type { ImpactValue, NodeResult, Result } from 'axe-core';
import { linesOf } from './find-violations.ts';

function violation(id: string, impact: ImpactValue, ...targets: NodeResult['target'][]): Result {
  const nodes = targets.map((target) => ({ target, html: '', any: [], all: [], none: [] }));
  return { id, impact, nodes, help: `Help for ${id}`, description: '', helpUrl: '', tags: [] };
}

test('each place of what is serious or critical is a line; what is less is none', () => {
  const lines = linesOf([
    violation('label', 'critical', ['#from'], ['#to']),
    violation('contrast', 'serious', ['iframe', 'p']),
    violation('in-shadow', 'serious', [['my-chart', 'text']]),
    violation('region', 'moderate', ['div']),
    violation('tabs', 'minor', ['a']),
  ]);
  expect(lines).toEqual([
    'label: Help for label (#from)',
    'label: Help for label (#to)',
    'contrast: Help for contrast (iframe p)',
    'in-shadow: Help for in-shadow (my-chart text)',
  ]);
});
