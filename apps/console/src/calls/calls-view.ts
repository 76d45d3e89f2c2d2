import type { CallsPanel, CallsView } from '../api.ts';
import { type Background, inBackground } from '../background.ts';
import { maskNumber } from '../letters/mask.ts';
import type { WarehouseQuestions } from '../warehouse-questions.ts';
import { type PanelQuestion, panelQuestions } from './panels.ts';

type Row = Record<string, unknown>;

/** The calls in the table, asked for in the background: a view may go over all of it. */
export interface Calls {
  view(eyes: { masked: boolean }): CallsView;
  run(signal: AbortSignal): Promise<void>;
}

/** Asks each question about every so often, one after the other. */
export function createCalls(warehouse: WarehouseQuestions, everyMs: number): Calls {
  const panels = panelQuestions.map((question) => ({ question, answers: askFor(question) }));

  function askFor({ name, statement }: PanelQuestion): Background<Row[]> {
    return inBackground(everyMs, () => warehouse.ask<Row>(`reading telecom.${name}`, statement));
  }

  return {
    view: (eyes) => ({ panels: panels.map(({ question, answers }) => panelOf(question, answers, eyes)) }),
    run: async (signal) => void (await Promise.all(panels.map(({ answers }) => answers.run(signal)))),
  };
}

function panelOf(
  { name, title, says, columns }: PanelQuestion,
  answers: Background<Row[]>,
  { masked }: { masked: boolean },
): CallsPanel {
  const { answer, problem } = answers.last();
  const show = (value: unknown, isNumber: boolean) =>
    value === null || value === undefined
      ? null
      : masked && isNumber
        ? maskNumber(String(value))
        : String(value);
  return {
    name,
    title,
    says,
    columns: columns.map(({ shown }) => shown),
    rows: (answer?.value ?? []).map((row) =>
      columns.map((column) => show(row[column.name], column.isNumber === true)),
    ),
    at: answer?.at ?? null,
    tookMs: answer?.tookMs ?? null,
    problem,
  };
}
