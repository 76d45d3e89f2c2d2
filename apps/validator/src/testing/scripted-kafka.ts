import { type Kafka, KafkaError, type KafkaRecord, type OutgoingMessage } from '@cdr/kafka';
import { connectMemoryKafka, createMemoryBroker, type Network, promptNetwork } from '@cdr/kafka/memory';

/** One send as the script sees it. */
export interface Send {
  topic: string;
  partition: number;
  messages: readonly OutgoingMessage[];
}

/** What becomes of a send. A crash is the end of the process: an error that no retry takes for trouble with Kafka. */
export type Fate = 'lands' | 'is lost' | 'lands unanswered' | 'crash before' | 'crash after';

/** What was asked of Kafka, in order: `send dlq/0 ×2`, `acknowledge dlq/0`, `commit 0@5`. */
export type Effect = string;

export interface ScriptedKafkaOptions {
  topics: readonly string[];
  partitions: number;
  /** How many records a read brings at most. */
  batchSize?: number;
  fateOf?: (send: Send) => Fate;
  /** The group whose positions are shown. */
  group?: string;
  /** The broker's clock, ms, which stamps what is appended to dlq; without it letters have no time. */
  now?: () => number;
}

/** A Kafka in memory with a group of one member, whose sends end as a script says. */
export function createScriptedKafka({
  topics,
  partitions,
  batchSize = 100,
  fateOf = () => 'lands',
  group = 'validators',
  now,
}: ScriptedKafkaOptions) {
  const broker = createMemoryBroker(now);
  for (const topic of topics) {
    const isStamped = topic === 'dlq' && now !== undefined;
    const settings: Record<string, string> = isStamped ? { 'message.timestamp.type': 'LogAppendTime' } : {};
    broker.create({ topic, partitions, settings });
  }
  const effects: Effect[] = [];
  const open = new Set<object>();
  const script = { fateOf };

  const network: Network = async (request, arrive) => {
    if (request.what === 'commit')
      for (const { partition, offset } of request.positions) effects.push(`commit ${partition}@${offset}`);
    if (request.what !== 'produce') return promptNetwork(request, arrive);
    const { topic, partition, messages } = request;
    effects.push(`send ${topic}/${partition} ×${messages.length}`);
    const answer = await outcomes[script.fateOf(request)](() => promptNetwork(request, arrive));
    effects.push(`acknowledge ${topic}/${partition}`);
    return answer;
  };

  const connected = connectMemoryKafka({ broker, network, batchSize });

  async function opened<T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> {
    const part = await opening;
    open.add(part);
    async function close(): Promise<void> {
      open.delete(part);
      await part.close();
    }
    return { ...part, close };
  }

  const kafka: Kafka = {
    ...connected,
    openPublisher: (topic) => opened(connected.openPublisher(topic)),
    openReader: (...place) => opened(connected.openReader(...place)),
    joinGroup: (options) => opened(connected.joinGroup(options)),
  };

  function member() {
    return broker.groups.members(group)[0]!;
  }

  return {
    kafka,
    effects,
    /** What was opened and not closed. */
    open,
    /** The positions of the group in the first topic, by partition. */
    get committed() {
      return broker.groups.committed(group, topics[0]!);
    },
    alter: broker.alter,
    script,
    log: broker.log,
    records: (topic: string, partition = 0): KafkaRecord[] => broker.log(topic, partition).records,
    recreate: (topic: string, partition = 0) => broker.recreate(topic, partition),
    /** The group gives this member other partitions. */
    assign: (held: number[]) => broker.groups.assign(member(), held),
    /** The group throws this member out. */
    lose: (error: Error) => member().options.onLost(error),
  };
}

export type ScriptedKafka = ReturnType<typeof createScriptedKafka>;

const outcomes: Record<Fate, <T>(arrive: () => Promise<T>) => Promise<T>> = {
  lands: (arrive) => arrive(),
  'is lost': () => lose(),
  'lands unanswered': (arrive) => arrive().then(lose),
  'crash before': () => crash(),
  'crash after': (arrive) => arrive().then(crash),
};

function lose(): never {
  // The client has repeated it in vain.
  throw new KafkaError('connection lost', 'KafkaJSConnectionError', true);
}

function crash(): never {
  throw new Error('crash');
}
