import type { RedriveJob } from '../../api.ts';
import type { Redrive } from './use-redrive.ts';

/** What each state of a redrive is shown by. */
export interface JobParts {
  redrive: Redrive;
  job: RedriveJob;
  onClose: () => void;
}
