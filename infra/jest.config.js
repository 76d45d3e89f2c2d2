import preset from '../jest.preset.js';

// The launcher, the faults, the grammar and the double of Redshift are projects of their own.
export default {
  ...preset,
  testPathIgnorePatterns: [
    ...preset.testPathIgnorePatterns,
    '<rootDir>/local/',
    '<rootDir>/faults/',
    '<rootDir>/sql-grammar/',
    '<rootDir>/redshift-stand-in/',
  ],
};
