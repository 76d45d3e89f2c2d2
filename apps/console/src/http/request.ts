import type { Session } from '../access/sessions.ts';
import type { Eyes } from '../letters/letter-view.ts';

/** What a request carries from step to step. */
export interface RequestState {
  Variables: { session: Session };
}

/** A request as the pages see it. */
export interface Asked {
  /** Of the path, and behind the `?`; a name that stands twice counts by its first. */
  params: Readonly<Record<string, string>>;
  eyes: Eyes;
  /** Whether bytes may be looked through for names and numbers; whoever may not finds what stands in the masked text. */
  mayLookThrough: boolean;
}

/** A view: what is there to see, at a path. */
export interface ViewRoute {
  path: string;
  /** Names and numbers are in it: masked, unless an operator asks by POST. */
  personal?: true;
  /** Who is asked for it, for when there is no answer. */
  asks?: string;
  /** Whether it looks records through for what is given: written down when operators do, whose search goes into the bytes. */
  looksThrough?: (params: Asked['params']) => boolean;
  /** Null where there is no such thing. */
  view: (asked: Asked) => unknown;
}

/** A deed of an operator, at a path. */
export interface DeedRoute<Body = never> {
  path: string;
  /** JSON Schema of what is sent. */
  body: object;
  /** The most bytes of it. */
  mostBytes: number;
  /** What it is called in the list of actions, and what it was done to: without names and numbers. */
  action: string;
  what: (body: Body) => string;
  note?: (body: Body) => string;
  /** Before it is written down: what cannot be done is not done. @throws QueryError */
  check?: (body: Body) => void;
  /** Called when it is written down. */
  deed: (body: Body, by: Session) => unknown;
}
