import { redriveListSettings } from '@cdr/worker';
import { auditSettings } from '../audit/audit-settings.ts';

/** Where letters, raw and the list of what was sent are; S3 and the warehouse are asked for --without-original only. */
export const redriveSettings = { ...auditSettings, ...redriveListSettings };
