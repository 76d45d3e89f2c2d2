import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { TemporarySignIn } from './sign-in.ts';
import { createTemporaryPasswords } from './temporary-password.ts';

let server: Server;
let asked: { target: string; body: string }[];
let answer: { status: number; headers?: Record<string, string>; body: string };
beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ target: String(request.headers['x-amz-target'] ?? ''), body });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The SDK's own variables for services that stand elsewhere.
  process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  delete process.env['AWS_ENDPOINT_URL'];
  server.closeAllConnections();
  server.close();
});

const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
const workgroup: TemporarySignIn = { kind: 'workgroup', name: 'telecom', region: 'eu-west-1', credentials };
const cluster: TemporarySignIn = { ...workgroup, kind: 'cluster', name: 'calls' };
const inMs = (ms: number) => (Date.now() + ms) / 1_000;

function serverlessAnswer(expiration: number) {
  const body = JSON.stringify({ dbUser: 'IAMR:loader', dbPassword: 'secret', expiration });
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body };
}
function clusterAnswer(action: string) {
  const expiration = new Date(Date.now() + 900_000).toISOString();
  const fields = `<DbUser>IAM:admin</DbUser><DbPassword>secret</DbPassword><Expiration>${expiration}</Expiration>`;
  return {
    status: 200,
    body: `<${action}Response><${action}Result>${fields}</${action}Result></${action}Response>`,
  };
}

describe('a password of a Serverless workgroup', () => {
  test('is asked for its database, and holds until shortly before it ends', async () => {
    answer = serverlessAnswer(inMs(900_000));
    const signIn = createTemporaryPasswords(workgroup, { database: 'dev', user: '' });
    expect(await signIn()).toMatchObject({ user: 'IAMR:loader', password: 'secret' });
    await signIn();
    expect(asked.map(({ target }) => target)).toEqual(['RedshiftServerless.GetCredentials']);
    const body: unknown = JSON.parse(asked[0]!.body);
    expect(body).toEqual({ workgroupName: 'telecom', dbName: 'dev', durationSeconds: 900 });
  });

  test('is asked for anew when it has less than a minute left', async () => {
    answer = serverlessAnswer(inMs(59_000));
    const signIn = createTemporaryPasswords(workgroup, { database: 'dev', user: '' });
    await signIn();
    await signIn();
    expect(asked).toHaveLength(2);
  });
});

describe('a password of a provisioned cluster', () => {
  test.each([
    ['', 'GetClusterCredentialsWithIAM', 'is for the user that IAM maps to without one in the URL'],
    ['admin', 'GetClusterCredentials', 'is for the user of the URL'],
  ])('with user "%s" is asked by %s: it %s', async (user, action) => {
    answer = clusterAnswer(action);
    const signIn = createTemporaryPasswords(cluster, { database: 'dev', user });
    expect(await signIn()).toMatchObject({ user: 'IAM:admin', password: 'secret' });
    const form = Object.fromEntries(new URLSearchParams(asked[0]!.body));
    expect(form).toMatchObject({ Action: action, ClusterIdentifier: 'calls', DbName: 'dev' });
    expect(form['DbUser'] ?? '').toBe(user);
    if (user !== '') expect(form['AutoCreate']).toBe('false');
  });
});

describe('what AWS refuses', () => {
  test.each([
    [
      'AccessDeniedException',
      400,
      false,
      /allow redshift-serverless:GetCredentials on it to the worker's IAM role$/,
    ],
    ['ResourceNotFoundException', 400, false, /correct REDSHIFT_WORKGROUP or S3_REGION$/],
    ['UnrecognizedClientException', 400, false, /give the worker an IAM role, or set S3_ACCESS_KEY_ID/],
    ['InternalServerException', 500, true, /workgroup telecom in eu-west-1 from AWS: no$/],
    ['ThrottlingException', 400, true, /from AWS: no$/],
  ])('as %s is told with what to do, and whether it passes', async (name, status, retriable, words) => {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': name };
    answer = { status, headers, body: JSON.stringify({ __type: name, message: 'no' }) };
    const signIn = createTemporaryPasswords(workgroup, { database: 'dev', user: '' });
    await expect(signIn()).rejects.toMatchObject({
      name: 'WarehouseError',
      retriable,
      message: expect.stringMatching(words),
    });
  });
});
