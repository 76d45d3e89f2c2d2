import type { TopicNames } from '@cdr/call-record';
import type { ConfigOf, topicNameSettings } from '@cdr/worker';

/** Names of the three topics. */
export function topicsOf({ rawTopic, cleanTopic, dlqTopic }: ConfigOf<typeof topicNameSettings>): TopicNames {
  return { raw: rawTopic, clean: cleanTopic, dlq: dlqTopic };
}
