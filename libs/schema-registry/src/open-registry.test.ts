import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openRegistry } from './open-registry.ts';
import { RegistryError } from './registry-error.ts';
import type { RegistryAccess } from './registry-access.ts';
import { type LocalRegistry, startLocalRegistry } from './testing/local-registry.ts';

let server: LocalRegistry;
beforeEach(async () => {
  server = await startLocalRegistry();
});
afterEach(() => server.close());

const subject = 'calls.raw-value';

function open(access: Partial<RegistryAccess> = {}) {
  return openRegistry({ url: server.url, ...access });
}

/** What a question fails with. */
async function errorOf(question: Promise<unknown>): Promise<RegistryError> {
  const error: unknown = await question.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RegistryError);
  return error as RegistryError;
}

describe('a schema asked for by its id', () => {
  test('is the text that the registry has', async () => {
    server.answers({ status: 200, body: { schema: '{"type":"object"}' } });
    expect(await open().schemaById(7)).toBe('{"type":"object"}');
    expect(server.asked.map(({ what }) => what)).toEqual(['GET /schemas/ids/7']);
  });

  test('is missing when the registry itself says so', async () => {
    server.answers({ status: 404, body: { error_code: 40403, message: 'Schema not found' } });
    expect(await open().schemaById(7)).toBeNull();
  });

  test.each<[string, object | string]>([
    ['a page, as of a proxy', '<html>Not Found</html>'],
    ['nothing', ''],
    ['a number that is none of the API', { error_code: 404, message: 'no such resource' }],
    ['the number of another thing that is missing', { error_code: 40401, message: 'Subject not found' }],
  ])('is not missing when the 404 is %s: the path is wrong', async (_, body) => {
    server.answers({ status: 404, body });
    const error = await errorOf(open().schemaById(7));
    expect(error).toMatchObject({ code: 'HTTP_404', retriable: false });
    expect(error.message).toMatch(
      /^asking the schema registry for schema 7 at http:\S+: HTTP 404(: .*)?; SCHEMA_REGISTRY_URL does not lead to an API/,
    );
  });

  test.each([0, -1, 2 ** 31, 2 ** 32 - 1])('is missing without a question when its id is %d', async (id) => {
    expect(await open().schemaById(id)).toBeNull();
    expect(server.asked).toEqual([]);
  });

  test('is asked for when its id is the highest there is', async () => {
    server.answers({ status: 404, body: { error_code: 40403 } });
    await open().schemaById(2 ** 31 - 1);
    expect(server.asked).toHaveLength(1);
  });

  test('is no schema when the answer is a page that says 200, as of a sign-in', async () => {
    server.answers({ status: 200, body: '<html>Sign in</html>' });
    const error = await errorOf(open().schemaById(7));
    expect(error.retriable).toBe(false);
    expect(error.message).toMatch(/: HTTP 200; look at SCHEMA_REGISTRY_URL$/);
  });
});

describe('a registry that refuses', () => {
  test.each([
    [401, /: HTTP 401: no; check SCHEMA_REGISTRY_USER and SCHEMA_REGISTRY_PASSWORD$/],
    [403, /: HTTP 403: no; check SCHEMA_REGISTRY_USER .* and what this user may do$/],
    [422, /: HTTP 422: no; what was sent is wrong to it: look at the schema$/],
    [405, /: HTTP 405: no; look at SCHEMA_REGISTRY_URL$/],
  ])('with %d wants a person, and is told with what to do', async (status, words) => {
    server.answers({ status, body: { message: 'no' } });
    const error = await errorOf(open().schemaById(7));
    expect(error).toMatchObject({ code: `HTTP_${status}`, retriable: false });
    expect(error.message).toMatch(words);
  });

  test.each([408, 429, 500, 502, 503])('with %d may be asked again', async (status) => {
    server.answers({ status, body: '<html>Bad gateway</html>' });
    const error = await errorOf(open().schemaById(7));
    expect(error).toMatchObject({ code: `HTTP_${status}`, retriable: true });
  });

  test('a schema as incompatible says who knows why', async () => {
    server.answers({ status: 409, body: { error_code: 409, message: 'incompatible' } });
    const error = await errorOf(open().register(subject, '{}'));
    expect(error).toMatchObject({ code: 'INCOMPATIBLE', retriable: false });
    expect(error.message).toContain('"npm run schemas" says why');
  });
});

describe('a registry out of reach', () => {
  test('is told with its address, and may be asked again', async () => {
    await server.close();
    const error = await errorOf(open().schemaById(7));
    expect(error).toMatchObject({ code: 'ECONNREFUSED', retriable: true });
    expect(error.message).toMatch(/^asking .* schema 7 at http:\S+: connect ECONNREFUSED 127\.0\.0\.1:\d+$/);
  });

  test('as it never answers is given up in time, and may be asked again', async () => {
    const error = await errorOf(open({ answerWithinMs: 50 }).schemaById(7));
    expect(error).toMatchObject({ code: 'TimeoutError', retriable: true });
    expect(error.message).toMatch(/: no answer in time/);
    expect(server.asked).toHaveLength(1);
  });
});

describe('who asks', () => {
  test.each<[string, Partial<RegistryAccess>, string | undefined]>([
    ['a user and a password', { user: 'anna', password: 'pä:ss' }, 'anna:pä:ss'],
    ['a user without a password', { user: 'anna' }, 'anna:'],
    ['nobody', {}, undefined],
  ])('%s is told by Basic authentication', async (_, access, told) => {
    server.answers({ status: 404, body: { error_code: 40403 } });
    await open(access).schemaById(7);
    const { authorization } = server.asked[0]!.headers;
    const sent = authorization?.replace(/^Basic /, '');
    expect(sent === undefined ? sent : Buffer.from(sent, 'base64').toString()).toBe(told);
  });

  test('may stand in the URL, a name given beside it counts more', async () => {
    server.answers({ status: 404, body: { error_code: 40403 } });
    const url = server.url.replace('//', '//anna:p%40ss@');
    await open({ url }).schemaById(7);
    await open({ url, user: 'ben', password: 'other' }).schemaById(7);
    expect(server.asked.map(({ headers }) => headers.authorization)).toEqual(
      ['anna:p@ss', 'ben:other'].map((told) => `Basic ${Buffer.from(told).toString('base64')}`),
    );
  });

  test.each([401, 404, 500, null])('is in no error, nor is the secret (status %s)', async (status) => {
    if (status === null) await server.close();
    else server.answers({ status, body: { message: 'no' } });
    const inUrl = open({ url: server.url.replace('//', '//anna:hidden@') });
    const beside = open({ user: 'anna', password: 'hidden' });
    for (const registry of [inUrl, beside]) {
      const { message, stack } = await errorOf(registry.schemaById(7));
      expect(`${message} ${stack}`).not.toMatch(/hidden|anna|YW5uYTpoaWRkZW4/);
    }
  });
});

test('a URL may have a path, and slashes at its end', async () => {
  server.answers({ status: 200, body: [1] });
  await open({ url: `${server.url}/apis/ccompat/v7//` }).versions('a/b');
  expect(server.asked.map(({ what }) => what)).toEqual(['GET /apis/ccompat/v7/subjects/a%2Fb/versions']);
});

describe('a subject', () => {
  test('takes a JSON Schema, as text', async () => {
    server.answers({ status: 200, body: { id: 12 } });
    expect(await open().register(subject, '{"type":"object"}')).toBe(12);
    expect(server.asked).toMatchObject([
      {
        what: 'POST /subjects/calls.raw-value/versions',
        headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
        body: { schemaType: 'JSON', schema: '{"type":"object"}' },
      },
    ]);
  });

  test('that is not there has no versions and takes any schema', async () => {
    server.answers({ status: 404, body: { error_code: 40401 } });
    expect(await open().versions(subject)).toEqual([]);
    expect(await open().judge(subject, '{}')).toEqual({ compatible: true });
  });

  test.each([
    [{ is_compatible: true }, { compatible: true }],
    [
      { is_compatible: false, messages: ['a is gone', 'b too'] },
      { compatible: false, why: 'a is gone; b too' },
    ],
    [
      { is_compatible: false, reason: 'a is gone' },
      { compatible: false, why: 'a is gone' },
    ],
    [{ is_compatible: false }, { compatible: false, why: 'the registry does not say why' }],
  ])('judged with %j', async (body, judgement) => {
    server.answers({ status: 200, body });
    expect(await open().judge(subject, '{}')).toEqual(judgement);
  });

  test('without a level of its own has the level of all', async () => {
    server.answers(
      { status: 404, body: { error_code: 40401 } },
      { status: 200, body: { compatibilityLevel: 'FULL' } },
    );
    expect(await open().compatibility(subject)).toBe('FULL');
    expect(server.asked.map(({ what }) => what)).toEqual([
      'GET /config/calls.raw-value?defaultToGlobal=true',
      'GET /config',
    ]);
  });

  test.each<[string, (registry: ReturnType<typeof open>) => Promise<unknown>]>([
    ['its versions', (registry) => registry.versions(subject)],
    ['a version', (registry) => registry.version(subject, 1)],
    ['a judgement', (registry) => registry.judge(subject, '{}')],
    ['its level', (registry) => registry.compatibility(subject)],
    ['an id', (registry) => registry.register(subject, '{}')],
  ])('of which the answer is no answer to %s is an error, not a guess', async (_, ask) => {
    server.answers({ status: 200, body: { message: 'hello' } });
    expect((await errorOf(ask(open()))).message).toMatch(/: HTTP 200: hello; look at SCHEMA_REGISTRY_URL$/);
  });
});

test('a registry that does not tell its version has none', async () => {
  server.answers({ status: 404, body: '<html></html>' });
  expect(await open({ url: `${server.url}/apis/ccompat/v7` }).software()).toBeNull();
  expect(server.asked.map(({ what }) => what)).toEqual([
    'GET /apis/ccompat/v7/v1/metadata/version',
    'GET /apis/registry/v2/system/info',
  ]);
  server.answers({ status: 200, body: { version: '7.9.0' } });
  expect(await open().software()).toBe('Confluent 7.9.0');
});
