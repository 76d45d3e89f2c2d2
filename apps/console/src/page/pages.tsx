import type { ComponentType } from 'preact';
import { ActionsPage } from './actions/actions-page.tsx';
import { CallsPage } from './calls/calls-page.tsx';
import { FlowPage } from './flow/flow-page.tsx';
import { LettersPage } from './letters/letters-page.tsx';
import { LoadsPage } from './loads/loads-page.tsx';
import { QualityPage } from './quality/quality-page.tsx';
import { SchemasPage } from './schemas/schemas-page.tsx';
import { TopicsPage } from './topics/topics-page.tsx';
import { TracePage } from './trace/trace-page.tsx';
import type { Route } from './routing/route.ts';

export interface PageEntry {
  /** First part of the path behind `#/`. */
  path: string;
  /** In the navigation and in the window's title. */
  name: string;
  Show: ComponentType<{ route: Route }>;
}

/** All pages in the order of the navigation; the first is shown where no other is asked for. */
export const pages: [PageEntry, ...PageEntry[]] = [
  { path: 'flow', name: 'Flow', Show: FlowPage },
  { path: 'quality', name: 'Quality', Show: QualityPage },
  { path: 'letters', name: 'Dead letters', Show: LettersPage },
  { path: 'loads', name: 'Loads', Show: LoadsPage },
  { path: 'trace', name: 'Trace', Show: TracePage },
  { path: 'topics', name: 'Topics', Show: TopicsPage },
  { path: 'schemas', name: 'Schemas', Show: SchemasPage },
  { path: 'calls', name: 'Calls', Show: CallsPage },
  { path: 'actions', name: 'Actions', Show: ActionsPage },
];
