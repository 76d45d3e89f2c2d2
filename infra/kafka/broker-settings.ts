/** Where one local broker listens and keeps its log segments. */
export interface BrokerPlace {
  port: number;
  /** Where clients are sent once they have asked: the port, unless a proxy stands before it. */
  advertisedPort: number;
  controllerPort: number;
  dataDir: string;
}

/** The server.properties of a single KRaft node that is broker and controller in one. */
export function brokerSettings({ port, advertisedPort, controllerPort, dataDir }: BrokerPlace): string {
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://localhost:${advertisedPort}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': escaped(dataDir),
    'auto.create.topics.enable': false,
    // For topics that name no limit; ours name one, a little above 1 MiB for clean and dead letters.
    'message.max.bytes': 2 * 1_048_576,
    // One node: Kafka's own topics cannot have three replicas.
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    // After kill -9 the controller refuses the new broker until the old one's session has run out (9 s by default).
    'broker.session.timeout.ms': 4000,
    'broker.heartbeat.interval.ms': 500,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

// A properties file reads a backslash as an escape, and ends a list entry of log.dirs at a comma.
function escaped(path: string): string {
  if (path.includes(','))
    throw new Error(`Kafka cannot keep its data in a folder with a comma in its name: ${path}`);
  return path.replaceAll('\\', '\\\\');
}
