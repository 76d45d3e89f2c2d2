import { expect, test } from '@jest/globals';
import { type Way, waysToChromium } from './ways-to-chromium.ts';

const fetched: Way = { kind: 'fetched' };
const none: Way = { kind: 'closed', why: 'none is installed' };
const chromeOfMacOs = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

function installed(program: string): Way {
  return { kind: 'installed', program };
}

function npmBringsNoneFor(machine: string): Way {
  return { kind: 'closed', why: `npm brings none for ${machine}` };
}

test.each<[machine: string, has: string[], chosen: string | undefined, ways: Way[]]>([
  ['linux-x64', [], undefined, [fetched, none]],
  ['linux-x64', ['/usr/bin/chromium'], undefined, [fetched, installed('/usr/bin/chromium')]],
  ['linux-x64', ['/usr/bin/chromium'], '/own/chrome', [installed('/own/chrome')]],
  ['linux-x64', ['/usr/bin/chromium'], '', [fetched, installed('/usr/bin/chromium')]],
  ['linux-arm64', [], undefined, [npmBringsNoneFor('linux-arm64'), none]],
  [
    'linux-arm64',
    ['/usr/bin/google-chrome', '/opt/bin/chromium', '/elsewhere/chromium'],
    undefined,
    [npmBringsNoneFor('linux-arm64'), installed('/opt/bin/chromium'), installed('/usr/bin/google-chrome')],
  ],
  ['darwin-arm64', [chromeOfMacOs], undefined, [npmBringsNoneFor('darwin-arm64'), installed(chromeOfMacOs)]],
])(
  'on %s with %j installed and CHROMIUM_PATH %s, Chromium is looked for in this order',
  (machine, has, chosen, ways) => {
    const [platform = '', arch = ''] = machine.split('-');
    const env = { PATH: '/usr/bin::/opt/bin', CHROMIUM_PATH: chosen };
    expect(waysToChromium({ platform, arch, env, isThere: (file) => has.includes(file) })).toEqual(ways);
  },
);
