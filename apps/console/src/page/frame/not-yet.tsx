import { Notice } from '../parts/notice.tsx';

export function NotYet() {
  return <Notice title="This page is not built yet." />;
}
