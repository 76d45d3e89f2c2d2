import { RegistryError } from '../registry-error.ts';
import type { Schemas } from '../schema-registry.ts';

/** Schemas in memory, for tests; it can be out of reach, as a registry can. */
export interface MemorySchemas extends Schemas {
  goDown(): void;
  comeBack(): void;
  /** How often it was asked for a schema. */
  readonly asked: number;
}

/** An empty one. It judges nothing: whatever is registered is taken. */
export function createMemorySchemas(): MemorySchemas {
  const texts: string[] = [];
  let isDown = false;
  let asked = 0;

  function reach(): void {
    if (isDown) throw new RegistryError('the registry in memory is down', 'ECONNREFUSED', true);
  }

  return {
    async schemaById(id) {
      asked += 1;
      reach();
      return texts[id - 1] ?? null;
    },
    async register(_subject, schema) {
      reach();
      const found = texts.indexOf(schema);
      return found >= 0 ? found + 1 : texts.push(schema);
    },
    goDown() {
      isDown = true;
    },
    comeBack() {
      isDown = false;
    },
    get asked() {
      return asked;
    },
  };
}
