import preset from '../jest.integration.preset.js';
import { nestedProjects } from './nested-projects.js';

export default {
  ...preset,
  testPathIgnorePatterns: [...preset.testPathIgnorePatterns, ...nestedProjects],
};
