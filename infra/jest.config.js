import preset from '../jest.preset.js';
import { nestedProjects } from './nested-projects.js';

export default {
  ...preset,
  testPathIgnorePatterns: [...preset.testPathIgnorePatterns, ...nestedProjects],
};
