import type { TopicNames } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import type { Lineage } from '@cdr/lineage';
import type { ObjectListing, ObjectStore } from '@cdr/object-store';
import type { SchemaRegistry } from '@cdr/schema-registry';
import type { ActionList } from './actions/action-list.ts';
import type { LoadsView } from './api.ts';
import type { Background } from './background.ts';
import type { Calls } from './calls/calls-view.ts';
import type { DeadLetters } from './letters/dead-letters.ts';
import type { RedriveJobs } from './letters/redrive-jobs.ts';
import type { Observer } from './pipeline/observe.ts';
import type { WarehouseQuestions } from './warehouse-questions.ts';

/** All that pages are made of. */
export interface Desk {
  topics: TopicNames & { redrive: string; actions: string };
  kafka: Kafka;
  warehouse: WarehouseQuestions;
  store: ObjectStore & ObjectListing;
  registry: SchemaRegistry | null;
  observer: Observer;
  letters: DeadLetters;
  redrives: RedriveJobs;
  actions: ActionList;
  lineage: Lineage;
  calls: Calls;
  orphans: Background<NonNullable<LoadsView['orphans']>>;
  /** Records that came into raw in the last hours; null while that is not known. */
  received: (hours: number) => number | null;
}
