// A worker for tests: says that it works, then does what the words after it ask for.
const [habit = '', ...words] = process.argv.slice(2);

const habits: Record<string, () => void> = {
  exit: () => process.exit(Number(words[0])),
  fail: () => {
    process.stdout.write(
      `${JSON.stringify({ level: 'error', msg: 'stopped', err: { message: words[1] } })}\n`,
    );
    process.exit(Number(words[0]));
  },
  work: () => {
    process.on('SIGTERM', () => process.exit(0));
  },
  'never end': () => {
    process.on('SIGTERM', () => undefined);
  },
};

habits[habit]?.();
setInterval(() => undefined, 1_000);
process.stdout.write(
  `${JSON.stringify({ msg: 'working', pid: process.pid, flags: process.env['NODE_OPTIONS'] })}\n`,
);
