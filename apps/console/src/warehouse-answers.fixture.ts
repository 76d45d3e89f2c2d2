import type { WarehouseQuestions } from './warehouse-questions.ts';

/** Rows for statements that hold a text, or the error that the warehouse gives; the first that fits counts. */
export type Answers = Record<string, object[] | Error>;

/** A warehouse that answers by what a statement holds, and what it was asked, in order. */
export function answering(answers: Answers) {
  const asked: { doing: string; statement: string; values: readonly unknown[] }[] = [];
  const warehouse: WarehouseQuestions = {
    ask: async <R extends object>(doing: string, statement: string, values: readonly unknown[] = []) => {
      asked.push({ doing, statement, values });
      const [, answer] = Object.entries(answers).find(([held]) => statement.includes(held)) ?? [];
      if (answer === undefined) throw new Error(`nobody has an answer to ${statement}`);
      if (answer instanceof Error) throw answer;
      return answer as R[];
    },
    close: () => undefined,
  };
  return { warehouse, asked };
}
