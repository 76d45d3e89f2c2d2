import type { Route } from '../routing/route.ts';
import { BatchPage } from './batch-page.tsx';
import { BatchListPage } from './batch-list-page.tsx';

/** `#/loads` are all batches, `#/loads/ID` is one of them. */
export function LoadsPage({ route }: { route: Route }) {
  const [batchId] = route.parts;
  return batchId === undefined ? <BatchListPage /> : <BatchPage key={batchId} batchId={batchId} />;
}
