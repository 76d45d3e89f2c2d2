import type { Problem } from '../../api.ts';

/** What came of a request: a view, or why not. */
export type Answer<T> = { kind: 'told'; view: T } | Trouble;

export interface Trouble {
  /** The console said no, or said nothing. */
  kind: 'refused' | 'silent';
  /** Of HTTP; null when nothing was said. */
  status: number | null;
  /** One sentence for a person. */
  problem: string;
}

/** Told to the window when the session is over, so that whoever shows pages asks for a password. */
export const signedOut = 'signed-out';

// They tell by 401 what they are asked for, and it is no news.
const sayWhoLooks = ['/api/session', '/api/sign-in'];

// A search through letters may take long; a console that hangs must show all the same.
const patienceMs = 15_000;

export function ask<T>(path: string): Promise<Answer<T>> {
  return request(path, {});
}

export function tell<T>(path: string, body: unknown = {}): Promise<Answer<T>> {
  return request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function request<T>(path: string, how: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(path, { ...how, signal: AbortSignal.timeout(patienceMs) });
    if (response.status === 401 && !sayWhoLooks.includes(path)) dispatchEvent(new Event(signedOut));
    if (!response.ok) return refused(response.status, await problemOf(response));
    return { kind: 'told', view: (response.status === 204 ? null : await response.json()) as T };
  } catch (error) {
    return { kind: 'silent', status: null, problem: `The console does not answer: ${whySilent(error)}` };
  }
}

// Browsers have words of their own for the rest, and none that help.
function whySilent(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return `nothing came within ${patienceMs / 1_000} s`;
  return error instanceof SyntaxError ? 'what came is no JSON' : 'no connection';
}

function refused(status: number, problem: string): Trouble {
  // It comes as a part of a sentence.
  return { kind: 'refused', status, problem: problem.charAt(0).toUpperCase() + problem.slice(1) };
}

// A proxy in between answers in its own words, which are no JSON.
async function problemOf(response: Response): Promise<string> {
  const said = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return said.problem ?? `The console answers ${response.status} ${response.statusText}`.trim();
}
