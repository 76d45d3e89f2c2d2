/** What may be wrong: each is one way in which the promise does not hold. docs/operations.md has a line for each. */
export const problemKinds = [
  // Raw records in neither topic.
  'missing',
  // Clean or dlq tell of raw records that there are not.
  'unknown',
  // A message in clean that no validator wrote.
  'foreign-message',
  // Records expired before they were judged or loaded.
  'expired',
  // telecom.loaded_through is not what it must be.
  'position',
  // Ranges of telecom.load_range overlap, or go too far.
  'range-overlap',
  // Clean records behind the position that are in no range and in no letter.
  'range-gap',
  // A range holds another number of clean records than the ledger says.
  'range-rows',
  // A batch's own figures disagree.
  'batch-sums',
  // The table has another number of rows of a batch than the ledger says.
  'batch-rows',
  // Rows of a batch say other things than its clean records, or those or letters than their raw records.
  'altered',
  // The rows of a batch have another sum of total_amount than its clean records.
  'amounts',
  // Loaded clean records that are in no table and in no letter.
  'lost',
  // Letters about conflicts with calls that are not in the table.
  'false-conflict',
  // Rows of the table that no clean record or no batch accounts for.
  'stray-rows',
  // Calls or records with several rows.
  'repeated',
  // Files of a loaded batch that S3 should still have.
  'staged-files',
] as const;

/** One of `problemKinds`. */
export type ProblemKind = (typeof problemKinds)[number];

/** One sentence on one thing that is wrong, with where. */
export interface Problem {
  kind: ProblemKind;
  /** null for what belongs to no partition. */
  partition: number | null;
  says: string;
}

/** What is wrong, as it comes up. */
export interface Problems {
  tell(kind: ProblemKind, partition: number | null, says: string): void;
  /** In the order they were told. */
  all(): Problem[];
}

// Twenty sentences of a kind say what happened; a million would hide it.
const mostOfAKind = 20;

/** Nothing is told; of a kind and partition at most twenty are, and the others counted. */
export function createProblems(): Problems {
  const told: Problem[] = [];
  const counts = new Map<string, { problem: Pick<Problem, 'kind' | 'partition'>; times: number }>();

  function tell(kind: ProblemKind, partition: number | null, says: string): void {
    const key = `${kind} ${partition}`;
    const counted = counts.get(key) ?? { problem: { kind, partition }, times: 0 };
    counted.times += 1;
    counts.set(key, counted);
    if (counted.times <= mostOfAKind) told.push({ kind, partition, says });
  }

  function all(): Problem[] {
    const more = [...counts.values()].filter(({ times }) => times > mostOfAKind);
    const tails = more.map(({ problem, times }): Problem => ({
      ...problem,
      says: `and ${times - mostOfAKind} more of the kind "${problem.kind}"${problem.partition === null ? '' : ` in partition ${problem.partition}`}`,
    }));
    return [...told, ...tails];
  }

  return { tell, all };
}
