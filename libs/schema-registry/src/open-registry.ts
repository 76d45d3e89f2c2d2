import { passingNetworkCodes } from '@cdr/worker';
import { RegistryError } from './registry-error.ts';
import type { Judgement, SchemaRegistry } from './schema-registry.ts';

/** Where a registry is, and as whom it is asked. */
export interface RegistryAccess {
  /** Base URL of Confluent's API, e.g. `http://localhost:8081`. */
  url: string;
  user?: string | undefined;
  password?: string | undefined;
  /** How long an answer may take, ms. */
  answerWithinMs?: number;
}

/** A registry's answer: its status, and what its JSON says. */
interface Answer {
  status: number;
  body: unknown;
}

// The API's numbers for "no such schema", "no such subject", "no such version". A 404 without one comes from a
// server that is no registry, or from a wrong path, and says nothing of a schema.
const missing = { schema: 40403, subject: 40401, version: 40402 } as const;

const contentType = 'application/vnd.schemaregistry.v1+json';

// An id has four bytes in a message; registries count them from 1 and as signed numbers.
const highestId = 2 ** 31 - 1;

/**
 * A client of Confluent's API, version 7: https://docs.confluent.io/platform/current/schema-registry/develop/api.html
 * It asks once and keeps nothing; who waits and who remembers is the caller's business.
 */
export function openRegistry({
  url,
  user,
  password = '',
  answerWithinMs = 5_000,
}: RegistryAccess): SchemaRegistry {
  const base = url.replace(/\/+$/, '');
  const headers = {
    accept: contentType,
    'content-type': contentType,
    ...(user !== undefined && {
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    }),
  };

  async function ask(doing: string, method: string, path: string, body?: object): Promise<Answer> {
    try {
      const response = await fetch(`${base}${path}`, {
        method,
        headers,
        signal: AbortSignal.timeout(answerWithinMs),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: readJson(await response.text()) };
    } catch (error) {
      throw toRegistryError(`${doing} at ${base}`, error);
    }
  }

  function refusal(doing: string, { status, body }: Answer): RegistryError {
    const { message } = (body ?? {}) as { message?: unknown };
    const said = typeof message === 'string' ? `: ${message}` : '';
    const passes = status >= 500 || status === 408 || status === 429;
    const todo = passes ? '' : `; ${advice[status] ?? 'look at SCHEMA_REGISTRY_URL'}`;
    return new RegistryError(`${doing} at ${base}: HTTP ${status}${said}${todo}`, `HTTP_${status}`, passes);
  }

  async function schemaById(id: number): Promise<string | null> {
    if (id < 1 || id > highestId) return null;
    const doing = `asking the schema registry for schema ${id}`;
    const answer = await ask(doing, 'GET', `/schemas/ids/${id}`);
    if (isMissing(answer, 'schema')) return null;
    return textIn(answer, 'schema') ?? fail(refusal(doing, answer));
  }

  async function register(subject: string, schema: string): Promise<number> {
    const doing = `registering a schema under ${subject}`;
    const answer = await ask(doing, 'POST', `${pathOf(subject)}/versions`, order(schema));
    if (answer.status === 409)
      throw new RegistryError(
        `${doing} at ${base}: it is not compatible with the versions before it; "npm run schemas" says why`,
        'INCOMPATIBLE',
        false,
      );
    const { id } = (answer.body ?? {}) as { id?: unknown };
    return isOk(answer) && typeof id === 'number' ? id : fail(refusal(doing, answer));
  }

  async function versions(subject: string): Promise<number[]> {
    const doing = `asking the schema registry for the versions of ${subject}`;
    const answer = await ask(doing, 'GET', `${pathOf(subject)}/versions`);
    if (isMissing(answer, 'subject')) return [];
    return isOk(answer) && Array.isArray(answer.body)
      ? (answer.body as number[])
      : fail(refusal(doing, answer));
  }

  async function version(subject: string, number: number): Promise<string> {
    const doing = `asking the schema registry for version ${number} of ${subject}`;
    const answer = await ask(doing, 'GET', `${pathOf(subject)}/versions/${number}`);
    return textIn(answer, 'schema') ?? fail(refusal(doing, answer));
  }

  async function judge(subject: string, schema: string): Promise<Judgement> {
    const doing = `asking the schema registry to judge a schema for ${subject}`;
    const path = `/compatibility${pathOf(subject)}/versions?verbose=true`;
    const answer = await ask(doing, 'POST', path, order(schema));
    // A subject without versions allows all: Confluent says yes, others that it is missing.
    if (isMissing(answer, 'subject') || isMissing(answer, 'version')) return { compatible: true };
    const body = (answer.body ?? {}) as { is_compatible?: unknown; messages?: unknown; reason?: unknown };
    if (!isOk(answer) || typeof body.is_compatible !== 'boolean') throw refusal(doing, answer);
    return body.is_compatible ? { compatible: true } : { compatible: false, why: wordsOf(body) };
  }

  async function compatibility(subject: string): Promise<string> {
    const doing = `asking the schema registry for the compatibility of ${subject}`;
    const path = `/config/${encodeURIComponent(subject)}?defaultToGlobal=true`;
    const answer = await ask(doing, 'GET', path);
    return textIn(answer, 'compatibilityLevel') ?? fail(refusal(doing, answer));
  }

  async function setCompatibility(subject: string, level: string): Promise<void> {
    const doing = `setting the compatibility of ${subject}`;
    const path = `/config/${encodeURIComponent(subject)}`;
    const answer = await ask(doing, 'PUT', path, { compatibility: level });
    if (!isOk(answer)) throw refusal(doing, answer);
  }

  return { schemaById, register, versions, version, judge, compatibility, setCompatibility };
}

function pathOf(subject: string): string {
  return `/subjects/${encodeURIComponent(subject)}`;
}

function order(schema: string): object {
  return { schemaType: 'JSON', schema };
}

function isOk({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

function isMissing({ status, body }: Answer, what: keyof typeof missing): boolean {
  return status === 404 && (body as { error_code?: unknown } | null)?.error_code === missing[what];
}

function textIn(answer: Answer, field: string): string | null {
  const text = (answer.body as Record<string, unknown> | null)?.[field];
  return isOk(answer) && typeof text === 'string' ? text : null;
}

function wordsOf({ messages, reason }: { messages?: unknown; reason?: unknown }): string {
  if (Array.isArray(messages) && messages.length > 0) return messages.join('; ');
  return typeof reason === 'string' ? reason : 'the registry does not say why';
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a proxy's page; the status says enough
  }
}

function fail(error: RegistryError): never {
  throw error;
}

const advice: Record<number, string> = {
  401: 'check SCHEMA_REGISTRY_USER and SCHEMA_REGISTRY_PASSWORD',
  403: 'check SCHEMA_REGISTRY_USER and SCHEMA_REGISTRY_PASSWORD, and what this user may do',
  404: 'SCHEMA_REGISTRY_URL does not lead to an API like Confluent’s: has it a path, such as /apis/ccompat/v7 of Apicurio?',
};

// fetch wraps what the network said.
function toRegistryError(doing: string, error: unknown): RegistryError {
  const { name, message, cause } = error as Error;
  const inner = (cause ?? error) as { code?: unknown; message?: string };
  const code = typeof inner.code === 'string' ? inner.code : name;
  const passes = code === 'TimeoutError' || passing.has(code) || code.startsWith('UND_ERR_');
  const words = code === 'TimeoutError' ? 'no answer in time' : (inner.message ?? message) || code;
  return new RegistryError(`${doing}: ${words.includes(code) ? words : `${words} (${code})`}`, code, passes, {
    cause: error,
  });
}

const passing = new Set<string>(passingNetworkCodes);
