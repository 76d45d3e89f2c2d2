import { setTimeout } from 'node:timers/promises';
import { processUsage } from '../process-usage.ts';

/** What the console costs, in shares of a core. */
export interface BrokerCost {
  /** Of Kafka's process while the console runs, and while it is stopped. */
  kafkaWith: number;
  kafkaWithout: number;
  console: number;
  consoleMiB: number;
}

const rounds = 3;
const secondsEach = 20;

/** Measures in turn with the console and with it stopped, so that what else the machine does falls on both. */
export async function brokerCost(kafka: number, console: number): Promise<BrokerCost> {
  let [kafkaWith, kafkaWithout, own] = [0, 0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const before = processUsage(console).cpuSeconds;
    kafkaWith += await cpuOf(kafka);
    own += processUsage(console).cpuSeconds - before;
    process.kill(console, 'SIGSTOP');
    try {
      kafkaWithout += await cpuOf(kafka);
    } finally {
      process.kill(console, 'SIGCONT');
    }
  }
  const seconds = rounds * secondsEach;
  return {
    kafkaWith: kafkaWith / seconds,
    kafkaWithout: kafkaWithout / seconds,
    console: own / seconds,
    consoleMiB: processUsage(console).residentMiB,
  };
}

async function cpuOf(pid: number): Promise<number> {
  const before = processUsage(pid).cpuSeconds;
  await setTimeout(secondsEach * 1000);
  return processUsage(pid).cpuSeconds - before;
}
