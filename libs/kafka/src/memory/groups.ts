import type { GroupOptions } from '../kafka.ts';

/** A member of a group, as its coordinator sees it. */
export interface Member {
  options: GroupOptions;
  /** What the coordinator gave it to hold; it may not have heard of it yet. */
  held: number[];
}

/** Consumer groups: who is a member, and the positions committed. Who holds what is decided by whoever runs them. */
export interface Groups {
  /** Called at each join and leave of a group, with the members that are left. */
  onChange: (group: string, members: readonly Member[]) => void;
  join(options: GroupOptions): Member;
  leave(member: Member): void;
  members(group: string): readonly Member[];
  /** Gives a member these partitions and tells it at once. */
  assign(member: Member, partitions: number[]): void;
  /** Takes positions of a member; whether it is one, and holds those partitions. */
  commit(member: Member, positions: readonly { partition: number; offset: number }[]): boolean;
  /** The positions of a group in a topic by partition, to be read and written; null where it has none. */
  committed(group: string, topic: string): (number | null)[];
}

/** No groups; whoever joins first is given everything, unless `onChange` is taken over. */
export function createGroups(partitionsOf: (topic: string) => number): Groups {
  const all = new Map<string, Member[]>();
  const positions = new Map<string, (number | null)[]>();

  function members(group: string): Member[] {
    return all.get(group) ?? [];
  }

  const groups: Groups = {
    onChange(_, present) {
      for (const [n, member] of present.entries()) {
        const partitions = [...Array(partitionsOf(member.options.topic)).keys()];
        groups.assign(member, n === 0 ? partitions : []);
      }
    },
    join(options) {
      const member: Member = { options, held: [] };
      all.set(options.group, [...members(options.group), member]);
      groups.onChange(options.group, members(options.group));
      return member;
    },
    leave(member) {
      const { group } = member.options;
      if (!members(group).includes(member)) return;
      all.set(
        group,
        members(group).filter((one) => one !== member),
      );
      groups.onChange(group, members(group));
    },
    members,
    assign(member, partitions) {
      member.held = partitions;
      member.options.onAssigned(partitions);
    },
    commit(member, offered) {
      const { group, topic } = member.options;
      const isHolder =
        members(group).includes(member) && offered.every(({ partition }) => member.held.includes(partition));
      if (!isHolder) return false;
      const committed = groups.committed(group, topic);
      for (const { partition, offset } of offered) committed[partition] = offset;
      return true;
    },
    committed(group, topic) {
      const key = `${group} ${topic}`;
      const found = positions.get(key) ?? Array.from({ length: partitionsOf(topic) }, () => null);
      positions.set(key, found);
      return found;
    },
  };
  return groups;
}
