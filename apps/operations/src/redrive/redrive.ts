import { hostname, userInfo } from 'node:os';
import { connectKafka, type Kafka } from '@cdr/kafka';
import { lookForLetters, type Sending, sendLetters } from '@cdr/redrive';
import { type ConfigOf, type Env, readConfig } from '@cdr/worker';
import { type Command, exitCodes, listVariables, tell, type Typed } from '../command.ts';
import { topicsOf } from '../topics-of.ts';
import { whyStopped } from '../why-stopped.ts';
import { findLonelyPlaces } from './lonely-letters.ts';
import { readWanted, redriveOptions, redriveSwitches, type Wanted } from './redrive-options.ts';
import { redriveSettings } from './redrive-settings.ts';
import { type Report, reportJson, reportText, type SaidSending } from './report.ts';
import { sayToType } from './to-type.ts';

const usage = `npm run redrive [-- options] finds dead letters and says what sending them back to raw would send; with --send it sends
them, each to the partition that it came from, and writes a line for each into ${redriveSettings.redriveTopic.name}.
Those that were sent before are not sent again: a run that was stopped goes on when it is typed again, with the --to that a look prints.
${listVariables(redriveOptions)}
  --without-original     Those that name as the first of their call a record that is nowhere, as npm run audit lists them.
  --send                 Send them; without it nothing is changed.
  --json                 One JSON object on stdout.
Exit code 0: looked, or all sent; 1: not all, or nothing could be read; 2: wrong use or settings; 3: the answer could not be written. These variables say where:
${listVariables(redriveSettings)}`;

/** Sends dead letters back to raw; looks only, unless told to send. */
export const redrive: Command = {
  help: 'sends dead letters back to raw, edited or as they are; says first what it would send',
  usage,
  takesJson: true,
  options: redriveOptions,
  switches: redriveSwitches,
  run: runRedrive,
};

async function runRedrive(env: Env, json: boolean, typed: Typed): Promise<number> {
  const wanted = readWanted(typed);
  const config = readConfig(env, redriveSettings);
  try {
    const kafka = await connectKafka({ brokers: config.brokers, clientId: 'cdr-redrive' });
    try {
      const report = await redriveWith(kafka, config, wanted, typed.args);
      process.stdout.write(json ? reportJson(report) : reportText(report));
      return isAllDone(report) ? exitCodes.done : exitCodes.failed;
    } finally {
      await kafka.close();
    }
  } catch (error) {
    tell(`Nothing was sent: ${whyStopped(error)}.`);
    return exitCodes.failed;
  }
}

function isAllDone({ sending, selection }: Report): boolean {
  return sending === null || (sending.stopped === null && selection.tooLarge.length === 0);
}

async function redriveWith(
  kafka: Kafka,
  config: ConfigOf<typeof redriveSettings>,
  wanted: Wanted,
  args: readonly string[],
): Promise<Report> {
  const topics = { ...topicsOf(config), redrive: config.redriveTopic };
  const { maxReplays, limit, rate, value, send } = wanted;
  const places = wanted.withoutOriginal ? await findLonelyPlaces(kafka, config) : undefined;
  const filter = { ...wanted.filter, places };
  const { listEnd, ...found } = await lookForLetters({ kafka, topics }, { filter, value, maxReplays, limit });
  const parts = { kafka, topics, listEnd, by: whoAmI(), value, rate };
  const { chosen, until } = found.selection;
  return {
    ...found,
    dlq: filter.partition === undefined ? topics.dlq : `${topics.dlq}/${filter.partition}`,
    maxReplays,
    sending: send === null ? null : said(await sendLetters(chosen, { ...parts, note: send.note })),
    toType: sayToType(args, until),
  };
}

function said({ stopped, ...sending }: Sending): SaidSending {
  return { ...sending, stopped: stopped === null ? null : whyStopped(stopped) };
}

function whoAmI(): string {
  return `${userName()}@${hostname()}`;
}

// In a container the user may have a number only.
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`;
  }
}
