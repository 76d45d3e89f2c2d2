import { bareUrl, RegistryError, type SchemaRegistry } from '@cdr/schema-registry';
import { addressOf } from '@cdr/worker';
import { count } from '../say-counts.ts';
import { type Check, Failure, type Found } from './check.ts';
import { networkWords } from './network-words.ts';
import { speaksTls } from './probe-port.ts';

type Questions = Pick<SchemaRegistry, 'versions' | 'compatibility' | 'software'>;

/** Whether the schema registry answers, and what it holds of a subject. */
export function checkRegistry(registry: Questions, url: string, subject: string): Check {
  return { part: 'registry', where: bareUrl(url), run: () => ask(registry, url, subject) };
}

async function ask(registry: Questions, url: string, subject: string): Promise<Found> {
  try {
    const versions = await registry.versions(subject);
    const level = await registry.compatibility(subject);
    return { tells: sayVersions(subject, versions.length, level), version: await registry.software() };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    throw new Failure(`${await wordsFor(error, url)}. ${meanwhile}`);
  }
}

function sayVersions(subject: string, versions: number, level: string): string {
  return versions === 0
    ? `answers, no schema of ${subject} yet: npm run schemas -- --register`
    : `${count(versions, 'version')} of ${subject}, ${level}`;
}

const meanwhile = 'Until it answers, records that name a schema wait; all others go on without it';

async function wordsFor({ code, message }: RegistryError, url: string): Promise<string> {
  if (url.startsWith('http:') && (await speaksTls(addressOf(url, 80))))
    return 'the server speaks TLS, but SCHEMA_REGISTRY_URL says http. Begin it with https';
  return networkWords(code, 'SCHEMA_REGISTRY_URL') ?? message;
}
