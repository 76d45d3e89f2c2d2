// The simulator's tests take minutes of one core each, and are the last of all: two side by side.
export default { preset: '../../jest.preset.js', maxWorkers: 2 };
