import { registrySettings, topicNameSettings } from '@cdr/worker';

/** Where the registry is, and the topic whose values the schemas are of: the same variables that the workers read. */
export const schemasSettings = { rawTopic: topicNameSettings.rawTopic, ...registrySettings };
