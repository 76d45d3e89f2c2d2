/** Answers of the warehouse's views, each as old as it says. */
export interface CallsView {
  panels: CallsPanel[];
}

export interface CallsPanel {
  name: string;
  title: string;
  says: string;
  columns: string[];
  rows: (string | number | null)[][];
  /** Of the answer; null before there is one. */
  at: number | null;
  tookMs: number | null;
  problem: string | null;
}
