import { recordSchemas } from '@cdr/call-record';
import { RegistryError } from '@cdr/schema-registry';
import { describe, expect, test } from '@jest/globals';
import { schemasView } from './schemas-view.ts';

/** A registry that has these texts as versions 1, 2, …, in no order. */
function registryWith(texts: readonly string[]) {
  return {
    versions: async () => texts.map((_, n) => n + 1).toReversed(),
    version: async (_: string, version: number) => ({ id: 100 + version, schema: texts[version - 1]! }),
    compatibility: async () => 'BACKWARD_TRANSITIVE',
  };
}

const released = recordSchemas.map(({ schema }) => JSON.stringify(schema));

describe('the schemas of a subject', () => {
  test('are those of this release, the newest first, with what became of their records', async () => {
    const view = await schemasView(registryWith(released), 'raw-value');
    expect(view).toMatchObject({ subject: 'raw-value', says: null, compatibility: 'BACKWARD_TRANSITIVE' });
    const newest = recordSchemas.at(-1)!.version;
    expect(view.versions[0]).toMatchObject({
      version: released.length,
      id: 100 + released.length,
      released: `v${newest}`,
      fits: 'The newest of this release: records that name no schema are judged by it',
    });
    for (const older of view.versions.slice(1))
      expect(older.fits).toBe(`Its records are upgraded to v${newest}`);
  });

  test('of another release are judged by the newest of this one', async () => {
    const { versions } = await schemasView(registryWith(['{"type":"string"}']), 's');
    expect(versions[0]).toMatchObject({
      released: null,
      fits: expect.stringMatching(/^Not of this release/),
    });
  });

  test('show in lines what changed; the first has nothing before it', async () => {
    const { versions } = await schemasView(registryWith(['{"a":1,"b":2}', '{"a":1,"c":2}']), 's');
    expect(versions[1]!.diff).toEqual([]);
    expect(versions[0]!.diff).toEqual([
      { kind: 'same', text: '{' },
      { kind: 'same', text: '  "a": 1,' },
      { kind: 'removed', text: '  "b": 2' },
      { kind: 'added', text: '  "c": 2' },
      { kind: 'same', text: '}' },
    ]);
  });

  test('that are no JSON are shown as they are', async () => {
    const { versions } = await schemasView(registryWith(['not JSON']), 's');
    expect(versions[0]!.schema).toBe('not JSON');
  });

  test('are the last twenty of many', async () => {
    const texts = Array.from({ length: 25 }, (_, n) => `{"n":${n}}`);
    const { versions } = await schemasView(registryWith(texts), 's');
    expect(versions.map(({ version }) => version)).toEqual(Array.from({ length: 20 }, (_, n) => 25 - n));
  });
});

test('without a registry it says what becomes of records', async () => {
  const view = await schemasView(null, 's');
  expect(view).toMatchObject({ subject: null, versions: [] });
  expect(view.says).toMatch(/^SCHEMA_REGISTRY_URL is not set/);
});

test('a registry that does not answer is told as an outage', async () => {
  const away = {
    ...registryWith([]),
    versions: () => Promise.reject(new RegistryError('gone', 'ECONNREFUSED', true)),
  };
  await expect(schemasView(away, 's')).rejects.toThrow('gone');
});
