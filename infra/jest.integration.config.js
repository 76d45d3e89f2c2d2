import preset from '../jest.integration.preset.js';

// The launcher is a project of its own.
export default { ...preset, testPathIgnorePatterns: [...preset.testPathIgnorePatterns, '<rootDir>/local/'] };
