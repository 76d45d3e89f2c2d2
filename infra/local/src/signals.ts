/** What a signal to stop means: the first is a request, a later one of a person who lost patience is an order. */
export type SignalMeaning = 'stop' | 'echo' | 'force';

// One Ctrl-C or one SIGTERM to the group arrives twice, from the system and passed on by the command before us.
const echoMs = 500;

/** Tells what each signal means from when it came, epoch ms. */
export function createSignalReader(): (at: number) => SignalMeaning {
  let first: number | null = null;
  return function readSignal(at) {
    if (first === null) {
      first = at;
      return 'stop';
    }
    return at - first < echoMs ? 'echo' : 'force';
  };
}

/** The part of `process` that is watched. */
export interface SignalHost {
  on(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', listener: () => void): unknown;
}

/** Calls `stop` at the first signal and `force` at one that comes half a second later or more. */
export function watchSignals(
  host: SignalHost,
  { stop, force, now = Date.now }: { stop: () => void; force: () => void; now?: () => number },
): void {
  const readSignal = createSignalReader();
  const actions: Record<SignalMeaning, () => void> = { stop, force, echo: () => undefined };
  function onSignal(): void {
    actions[readSignal(now())]();
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) host.on(signal, onSignal);
}
