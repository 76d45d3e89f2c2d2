import type { ComponentChildren } from 'preact';
import type { Polled } from '../server/use-polled.ts';
import { Notice } from '../parts/notice.tsx';
import { PageAge } from './page-age.tsx';
import { Skeleton } from './skeleton.tsx';

interface PageParts<T> {
  title: string;
  /** The view that the page shows, of usePolled or useView. */
  of: Polled<T>;
  /** Choices and buttons beside the title. */
  tools?: ComponentChildren;
  /** Stays in every state: a form that says which view is asked for. */
  form?: ComponentChildren;
  /** Stands for the page until the first answer; of about its height. */
  skeleton?: ComponentChildren;
  children: (view: T) => ComponentChildren;
}

/** A page in each of its states: nothing asked for, not there yet, not to be had, or there, with its age. */
export function Page<T>({ title, of, tools, form, skeleton, children }: PageParts<T>) {
  return (
    <>
      <header class="page-head">
        <h1>{title}</h1>
        <PageAge of={of} />
        {tools && <div class="page-tools">{tools}</div>}
      </header>
      {form}
      <PageBody of={of} skeleton={skeleton}>
        {children}
      </PageBody>
    </>
  );
}

function PageBody<T>({ of, skeleton, children }: Pick<PageParts<T>, 'of' | 'skeleton' | 'children'>) {
  if (of.view !== null) return <div class={`page-body ${of.trouble ? 'old' : ''}`}>{children(of.view)}</div>;
  if (of.trouble) return <NoPage of={of} />;
  return of.path === null ? null : <>{skeleton ?? <Skeleton />}</>;
}

function NoPage({ of }: { of: Polled<unknown> }) {
  return (
    <Notice tone="bad" title={of.trouble!.problem}>
      <button onClick={of.again}>Try again</button>
    </Notice>
  );
}
