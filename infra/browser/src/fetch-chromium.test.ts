import { expect, test } from '@jest/globals';
import { whyNpmFailed } from './fetch-chromium.ts';

const noNetwork = `npm error code ENOTFOUND
npm error syscall getaddrinfo
npm error network request to http://registry.example/wrappy failed, reason: getaddrinfo ENOTFOUND registry.example
npm error A complete log of this run can be found in: /root/.npm/_logs/debug-0.log
`;

test.each([
  [undefined, '', 'npm, which would fetch it, was not found'],
  [1, noNetwork, 'npm could not fetch it (getaddrinfo ENOTFOUND registry.example)'],
  [1, 'npm ERR! code EINTEGRITY\nnpm ERR! sha512-… failed\n', 'npm could not fetch it (code EINTEGRITY)'],
  [1, '', 'npm could not fetch it (exit code 1)'],
])('of npm’s end (exit code %s, %j) a few words are told', (code, stderr, told) => {
  expect(whyNpmFailed({ code, stdout: '', stderr })).toBe(told);
});
