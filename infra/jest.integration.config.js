import preset from '../jest.integration.preset.js';

// The launcher and the faults are projects of their own.
export default {
  ...preset,
  testPathIgnorePatterns: [...preset.testPathIgnorePatterns, '<rootDir>/local/', '<rootDir>/faults/'],
};
