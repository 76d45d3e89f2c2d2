import { RegistryError } from './registry-error.ts';

/** A registry's answer: its status, and what its JSON says. */
export interface Answer {
  status: number;
  body: unknown;
}

// The API's numbers. A 404 without one comes from a server that is no registry, or from a wrong path, and says nothing
// of a schema.
const missing = { schema: 40403, subject: 40401, version: 40402, ownLevel: 40408 } as const;

/** Whether the registry itself says that there is none of these. */
export function isMissing({ status, body }: Answer, ...what: (keyof typeof missing)[]): boolean {
  const { error_code: code } = (body ?? {}) as { error_code?: unknown };
  return status === 404 && what.some((one) => missing[one] === code);
}

export function isOk({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** A text that the answer has under this name; null when it has none, or is no good answer. */
export function textIn(answer: Answer, name: string): string | null {
  const text = valueIn(answer, name);
  return typeof text === 'string' ? text : null;
}

/** Likewise a number. */
export function numberIn(answer: Answer, name: string): number | null {
  const number = valueIn(answer, name);
  return typeof number === 'number' ? number : null;
}

/** Likewise yes or no. */
export function yesOrNoIn(answer: Answer, name: string): boolean | null {
  const flag = valueIn(answer, name);
  return typeof flag === 'boolean' ? flag : null;
}

/** Why a schema is not compatible: Confluent gives a list, Apicurio one text. */
export function whyIn({ body }: Answer): string {
  const { messages, reason } = (body ?? {}) as { messages?: unknown; reason?: unknown };
  if (Array.isArray(messages) && messages.length > 0) return messages.join('; ');
  return typeof reason === 'string' ? reason : 'the registry does not say why';
}

/** An answer that is not what was asked for, with what to do unless it passes by itself. */
export function refusal(doing: string, { status, body }: Answer): RegistryError {
  const { message } = (body ?? {}) as { message?: unknown };
  const said = typeof message === 'string' ? `: ${message}` : '';
  const passes = status >= 500 || status === 408 || status === 429;
  const todo = passes ? '' : `; ${advice[status] ?? 'look at SCHEMA_REGISTRY_URL'}`;
  return new RegistryError(`${doing}: HTTP ${status}${said}${todo}`, `HTTP_${status}`, passes);
}

const advice: Record<number, string> = {
  401: 'check SCHEMA_REGISTRY_USER and SCHEMA_REGISTRY_PASSWORD',
  403: 'check SCHEMA_REGISTRY_USER and SCHEMA_REGISTRY_PASSWORD, and what this user may do',
  404: 'SCHEMA_REGISTRY_URL does not lead to an API like Confluent’s: has it a path, such as /apis/ccompat/v7 of Apicurio?',
  422: 'what was sent is wrong to it: look at the schema',
};

function valueIn(answer: Answer, name: string): unknown {
  return isOk(answer) ? (answer.body as Record<string, unknown> | null)?.[name] : undefined;
}
