import type { CallRecord } from './call-record.ts';

/** Makes of a record by one version of the schema one by another. */
export type Upgrade = (record: CallRecord) => CallRecord;

// The first leads from v1 to v2, and so on: one fewer than there are schemas.
const steps: readonly Upgrade[] = [v1ToV2];

/** The way from a version to the newest, step by step. */
export function upgradeFrom(version: number): Upgrade {
  const rest = steps.slice(version - 1);
  return (record) => rest.reduce((upgraded, step) => step(upgraded), record);
}

// v2 added optional fields only: a record that lacks them is one of v2 as it stands.
function v1ToV2(record: CallRecord): CallRecord {
  return record;
}
