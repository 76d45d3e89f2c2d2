import preset from '../jest.preset.js';

// The launcher, the faults and the grammar are projects of their own.
export default {
  ...preset,
  testPathIgnorePatterns: [
    ...preset.testPathIgnorePatterns,
    '<rootDir>/local/',
    '<rootDir>/faults/',
    '<rootDir>/sql-grammar/',
  ],
};
