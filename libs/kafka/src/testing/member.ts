// A process that joins a group and says in a line of JSON which partitions it holds, until it is killed.
import { connectKafka } from '../connect-kafka.ts';

const [broker, group, topic] = process.argv.slice(2) as [string, string, string];
const kafka = await connectKafka({ brokers: [broker], clientId: 'member' });
await kafka.joinGroup({
  group,
  topic,
  onAssigned: (partitions) => process.stdout.write(`${JSON.stringify({ partitions })}\n`),
  onLost: (error) => {
    throw error;
  },
});
