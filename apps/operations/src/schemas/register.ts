import { bareUrl, openRegistry, type RegistryAccess } from '@cdr/schema-registry';
import { exitCodes, tell } from '../command.ts';
import { whyStopped } from '../why-stopped.ts';
import { judgeReleased, judgeTable } from './judge-schemas.ts';
import { type Registration, registerReleased } from './register-released.ts';
import { isCompatible, reportText, wantedLevel } from './report.ts';

/** Registers the released schemas, if they are compatible by our own checks. @returns the exit code */
export async function register(access: RegistryAccess, subject: string, json: boolean): Promise<number> {
  const ours = { schemas: judgeReleased(), table: judgeTable(), subject, registry: null };
  if (!isCompatible(ours)) {
    tell(`Nothing was registered.\n${reportText(ours)}`);
    return exitCodes.failed;
  }
  const url = bareUrl(access.url);
  try {
    const { refused, schemas } = await registerReleased(openRegistry(access), subject);
    if (refused !== null) {
      tell(`${refused}.`);
      return exitCodes.failed;
    }
    const registered = { subject, url, level: wantedLevel, schemas };
    process.stdout.write(json ? `${JSON.stringify(registered)}\n` : sayRegistered(registered));
    return exitCodes.done;
  } catch (error) {
    tell(
      `Not all is registered, and nothing is harmed; type it again when this is mended: ${whyStopped(error)}.`,
    );
    return exitCodes.unreadable;
  }
}

/** For a person: each schema with the id that records name. */
function sayRegistered({ subject, url, level, schemas }: Registered): string {
  const lines = schemas.map(({ name, id }) => `${name}  id ${id}`);
  return [...lines, `Registered as versions of ${subject} at ${url}, level ${level}.`, ''].join('\n');
}

interface Registered {
  subject: string;
  url: string;
  level: string;
  schemas: Registration['schemas'];
}
