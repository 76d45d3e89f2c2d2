import type { CallsPanel, CallsView } from '../api.ts';
import { askAgain, createQuestion, type Question } from '../background.ts';
import { maskField } from '../letters/mask-field.ts';
import type { WarehouseQuestions } from '../warehouse-questions.ts';
import { type PanelQuestion, panelQuestions } from './panels.ts';

type Row = Record<string, unknown>;

/** The calls in the table, asked for in the background: a view may go over all of it. */
export interface Calls {
  view(eyes: { masked: boolean }): CallsView;
  run(signal: AbortSignal): Promise<void>;
}

/** Asks all questions one after the other, and again about every so often. */
export function createCalls(warehouse: WarehouseQuestions, everyMs: number): Calls {
  const panels = panelQuestions.map((panel) => ({
    panel,
    rows: createQuestion(() => warehouse.ask<Row>(`reading telecom.${panel.name}`, panel.statement)),
  }));

  return {
    view: (eyes) => ({ panels: panels.map(({ panel, rows }) => panelOf(panel, rows, eyes)) }),
    run: (signal) =>
      askAgain(
        everyMs,
        panels.map(({ rows }) => rows),
        signal,
      ),
  };
}

function panelOf(
  { name, title, says, columns }: PanelQuestion,
  rows: Question<Row[]>,
  { masked }: { masked: boolean },
): CallsPanel {
  const { answer, problem } = rows.last();
  const show = (value: unknown, { name: field, isOfRecord }: PanelQuestion['columns'][number]) => {
    if (value === null || value === undefined) return null;
    return masked && isOfRecord ? maskField(field, String(value)) : String(value);
  };
  return {
    name,
    title,
    says,
    columns: columns.map(({ shown }) => shown),
    rows: (answer?.value ?? []).map((row) => columns.map((column) => show(row[column.name], column))),
    at: answer?.at ?? null,
    tookMs: answer?.tookMs ?? null,
    problem,
  };
}
