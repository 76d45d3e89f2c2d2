import kafkajs from 'kafkajs';

const choose = kafkajs.Partitioners.DefaultPartitioner();

/** The partition a key belongs to, as Kafka's Java client chooses it (murmur2); keyless messages take turns. */
export function partitionFor(key: Buffer | string | null, partitions: number): number {
  const partitionMetadata = metadataOf(partitions);
  return choose({ topic: '', partitionMetadata, message: { key, value: null } });
}

type Metadata = Parameters<typeof choose>[0]['partitionMetadata'];
const byCount = new Map<number, Metadata>();

function metadataOf(partitions: number): Metadata {
  const known = byCount.get(partitions);
  if (known !== undefined) return known;
  const metadata = Array.from({ length: partitions }, (_, partitionId) => ({
    partitionErrorCode: 0,
    partitionId,
    leader: 0,
    replicas: [],
    isr: [],
  }));
  byCount.set(partitions, metadata);
  return metadata;
}
