import type { ComponentType } from 'preact';
import { CallsPage } from './calls/calls-page.tsx';
import { FlowPage } from './flow/flow-page.tsx';
import { NotYet } from './frame/not-yet.tsx';
import { QualityPage } from './quality/quality-page.tsx';
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
  { path: 'letters', name: 'Dead letters', Show: NotYet },
  { path: 'loads', name: 'Loads', Show: NotYet },
  { path: 'trace', name: 'Trace', Show: NotYet },
  { path: 'topics', name: 'Topics', Show: NotYet },
  { path: 'schemas', name: 'Schemas', Show: NotYet },
  { path: 'calls', name: 'Calls', Show: CallsPage },
  { path: 'actions', name: 'Actions', Show: NotYet },
];
