import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The root of the repository, as a URL to resolve against. */
export const root = new URL('../../../', import.meta.url);

/** A file's text, by its path from the root. */
export function textOf(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

/** A YAML file's content, by its path from the root; `<<` merges, as it does for Compose. */
export function yamlOf(path: string): unknown {
  return parse(textOf(path), { merge: true });
}

/** Variables that .env.example names, which are all there are, with their defaults. */
export const settings = new Map(
  [...textOf('.env.example').matchAll(/^#([A-Z0-9_]+)=(.*)$/gm)].map(([, name, value]) => [name!, value!]),
);

/** Those of them that may stand in a file instead, which the variable with `_FILE` behind its name then names. */
export const secrets = [...textOf('.env.example').matchAll(/\b([A-Z0-9_]+)_FILE\b/g)]
  .map(([, name]) => name!)
  .filter((name) => settings.has(name));

/** Folders of the apps that an image is built of. */
export const imageFolders = readdirSync(new URL('apps/', root))
  .map((app) => `apps/${app}`)
  .filter((folder) => existsSync(new URL(`${folder}/Dockerfile`, root)));

/** The workers, by name: the apps with an image that serve metrics. */
export const workers = imageFolders
  .map((folder) => folder.slice('apps/'.length))
  .filter((name) => settings.has(portSetting(name)));

/** The setting that says where an app serves its metrics, if it is a worker. */
export function portSetting(app: string): string {
  return `${app.toUpperCase()}_METRICS_PORT`;
}

/** What the tests look at in a service of docker-compose.yml. */
export interface Service {
  image: string;
  build?: { context: string; dockerfile: string };
  depends_on?: Record<string, { condition: string }>;
  environment: Record<string, string | number>;
  ports?: string[];
  volumes?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  stop_grace_period?: string;
  mem_limit?: string;
}

/** docker-compose.yml, as far as the tests look at it. */
export interface ComposeFile {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}
