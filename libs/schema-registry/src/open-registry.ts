import { bareUrl, type RegistryAccess, signIn } from './registry-access.ts';
import {
  type Answer,
  isMissing,
  isOk,
  numberIn,
  refusal,
  textIn,
  whyIn,
  yesOrNoIn,
} from './registry-answer.ts';
import { RegistryError, toRegistryError } from './registry-error.ts';
import { canBeId, type Judgement, type RegisteredSchema, type SchemaRegistry } from './schema-registry.ts';

const contentType = 'application/vnd.schemaregistry.v1+json';

/**
 * A client of Confluent's API, version 7: https://docs.confluent.io/platform/current/schema-registry/develop/api.html
 * It asks once and keeps nothing; who waits and who remembers is the caller's business.
 */
export function openRegistry(access: RegistryAccess): SchemaRegistry {
  const { url, answerWithinMs = 5_000 } = access;
  const base = bareUrl(url);
  const headers = {
    accept: `${contentType}, application/json`,
    'content-type': contentType,
    ...signIn(access),
  };

  async function ask(
    doing: string,
    method: string,
    path: string,
    { body, from = base }: { body?: object; from?: string } = {},
  ): Promise<Answer> {
    try {
      const response = await fetch(`${from}${path}`, {
        method,
        headers,
        signal: AbortSignal.timeout(answerWithinMs),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: readJson(await response.text()) };
    } catch (error) {
      throw toRegistryError(at(doing), error);
    }
  }

  function at(doing: string): string {
    return `${doing} at ${base}`;
  }

  function fail(doing: string, answer: Answer): never {
    throw refusal(at(doing), answer);
  }

  async function schemaById(id: number): Promise<string | null> {
    if (!canBeId(id)) return null;
    const doing = `asking the schema registry for schema ${id}`;
    const answer = await ask(doing, 'GET', `/schemas/ids/${id}`);
    if (isMissing(answer, 'schema')) return null;
    return textIn(answer, 'schema') ?? fail(doing, answer);
  }

  async function register(subject: string, schema: string): Promise<number> {
    const doing = `registering a schema under ${subject}`;
    const answer = await ask(doing, 'POST', `${pathOf(subject)}/versions`, order(schema));
    if (answer.status === 409)
      throw new RegistryError(
        `${at(doing)}: it is not compatible with the versions before it; "npm run schemas" says why`,
        'INCOMPATIBLE',
        false,
      );
    return numberIn(answer, 'id') ?? fail(doing, answer);
  }

  async function versions(subject: string): Promise<number[]> {
    const doing = `asking the schema registry for the versions of ${subject}`;
    const answer = await ask(doing, 'GET', `${pathOf(subject)}/versions`);
    if (isMissing(answer, 'subject')) return [];
    return isOk(answer) && Array.isArray(answer.body) ? (answer.body as number[]) : fail(doing, answer);
  }

  async function version(subject: string, number: number): Promise<RegisteredSchema> {
    const doing = `asking the schema registry for version ${number} of ${subject}`;
    const answer = await ask(doing, 'GET', `${pathOf(subject)}/versions/${number}`);
    const [id, schema] = [numberIn(answer, 'id'), textIn(answer, 'schema')];
    return id !== null && schema !== null ? { id, schema } : fail(doing, answer);
  }

  async function judge(subject: string, schema: string): Promise<Judgement> {
    const doing = `asking the schema registry to judge a schema for ${subject}`;
    const path = `/compatibility${pathOf(subject)}/versions?verbose=true`;
    const answer = await ask(doing, 'POST', path, order(schema));
    // A subject without versions allows all: Confluent says yes, others that it is missing.
    if (isMissing(answer, 'subject', 'version')) return { compatible: true };
    const compatible = yesOrNoIn(answer, 'is_compatible') ?? fail(doing, answer);
    return compatible ? { compatible } : { compatible, why: whyIn(answer) };
  }

  async function compatibility(subject: string): Promise<string> {
    const doing = `asking the schema registry for the compatibility of ${subject}`;
    const own = await ask(doing, 'GET', `${configOf(subject)}?defaultToGlobal=true`);
    // Apicurio gives the level of all only for a subject that is there.
    const answer = isMissing(own, 'subject', 'ownLevel') ? await ask(doing, 'GET', '/config') : own;
    return textIn(answer, 'compatibilityLevel') ?? fail(doing, answer);
  }

  async function setCompatibility(subject: string, level: string): Promise<void> {
    const doing = `setting the compatibility of ${subject}`;
    const answer = await ask(doing, 'PUT', configOf(subject), { body: { compatibility: level } });
    if (!isOk(answer)) fail(doing, answer);
  }

  async function software(): Promise<string | null> {
    const doing = 'asking the schema registry for its version';
    for (const { name, root, path } of whereSoftwareIsTold) {
      const found = textIn(await ask(doing, 'GET', path, { from: root(base) }), 'version');
      if (found !== null) return `${name} ${found}`;
    }
    return null;
  }

  return { schemaById, register, versions, version, judge, compatibility, setCompatibility, software };
}

// Apicurio's is a part of its own API, beside the one like Confluent's.
const whereSoftwareIsTold = [
  { name: 'Confluent', root: (base: string) => base, path: '/v1/metadata/version' },
  {
    name: 'Apicurio',
    root: (base: string) => base.replace(/\/apis\/.*/, ''),
    path: '/apis/registry/v2/system/info',
  },
];

function pathOf(subject: string): string {
  return `/subjects/${encodeURIComponent(subject)}`;
}

function configOf(subject: string): string {
  return `/config/${encodeURIComponent(subject)}`;
}

function order(schema: string) {
  return { body: { schemaType: 'JSON', schema } };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a proxy's page; the status says enough
  }
}
