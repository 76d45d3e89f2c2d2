// Starts a browser, says its pid, and waits to be killed.
import { pidOf } from './browser-pid.fixture.ts';
import { startBrowser } from './start-browser.ts';

const pid = await pidOf(await startBrowser());
process.stdout.write(`${JSON.stringify({ level: 'info', msg: 'started', pid })}\n`);
