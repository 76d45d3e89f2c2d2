import { existsSync, readdirSync } from 'node:fs';

/** The folders of infra that are projects of their own, with tests of their own: patterns for Jest to pass them over. */
export const nestedProjects = readdirSync(import.meta.dirname)
  .filter((folder) => existsSync(`${import.meta.dirname}/${folder}/package.json`))
  .map((folder) => `<rootDir>/${folder}/`);
