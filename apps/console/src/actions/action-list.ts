import { readLog } from '@cdr/audit';
import type { Kafka, Publisher } from '@cdr/kafka';
import type { ActionView } from '../api.ts';

/** What operators did, in a topic of its own: kept as long as the list of redrives. */
export interface ActionList {
  /** Resolves when it is written for good; only then may the action be done. @throws KafkaError */
  write(action: Omit<ActionView, 'at'>): Promise<void>;
  /** The newest first. @throws KafkaError */
  newest(most: number): Promise<ActionView[]>;
  close(): Promise<void>;
}

/** The list in this topic. */
export function openActionList(
  kafka: Pick<Kafka, 'openPublisher' | 'openReader' | 'offsets'>,
  topic: string,
): ActionList {
  let publisher: Promise<Publisher> | null = null;

  async function write(action: Omit<ActionView, 'at'>): Promise<void> {
    publisher ??= kafka.openPublisher(topic);
    const current = publisher;
    try {
      const line: ActionView = { at: new Date().toISOString(), ...action };
      await (await current).publish(0, [{ key: null, value: JSON.stringify(line) }]);
    } catch (error) {
      // After a failed send it takes no other.
      if (publisher === current) publisher = null;
      await current.then((opened) => opened.close()).catch(() => undefined);
      throw error;
    }
  }

  async function newest(most: number): Promise<ActionView[]> {
    const [held] = await kafka.offsets(topic);
    const lines: ActionView[] = [];
    const { start, end } = held!;
    await readLog(kafka, topic, 0, { start: Math.max(start, end - most), end }, ({ value }) => {
      const line = readLine(value);
      if (line !== null) lines.push(line);
    });
    return lines.reverse();
  }

  return {
    write,
    newest,
    close: async () => void (await publisher?.then((opened) => opened.close()).catch(() => undefined)),
  };
}

const texts = ['at', 'by', 'role', 'action', 'what', 'note'] as const satisfies (keyof ActionView)[];

function readLine(value: Buffer | null): ActionView | null {
  try {
    const line = JSON.parse(String(value)) as ActionView;
    return texts.every((name) => typeof line[name] === 'string') ? line : null;
  } catch {
    return null;
  }
}
