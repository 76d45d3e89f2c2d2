import type { SchemasView } from '../../api.ts';
import { Page } from '../frame/page.tsx';
import { Facts } from '../parts/facts.tsx';
import { MarkedText } from '../parts/marked-text.tsx';
import { Notice } from '../parts/notice.tsx';
import { usePolled } from '../server/use-polled.ts';
import { compatibilityWords } from './compatibility-words.ts';
import { SchemaDiff } from './schema-diff.tsx';

type Version = SchemasView['versions'][number];

/** The schemas that records may name, the newest first, each with what it changed. */
export function SchemasPage() {
  const schemas = usePolled<SchemasView>('/api/schemas', null);
  return (
    <Page title="Schemas" of={schemas} tools={<button onClick={schemas.again}>Look again</button>}>
      {({ subject, says, compatibility, versions }) =>
        subject === null ? (
          <Notice title={says ?? 'This pipeline has no schema registry.'} />
        ) : (
          <>
            {says && <p class="says">{says}</p>}
            <Facts
              of={[
                ['Subject', subject],
                ['Compatibility', `${compatibility ?? 'not known'}: ${compatibilityWords(compatibility)}`],
              ]}
            />
            {versions.length === 0 && (
              <Notice title="No schema is registered.">
                <p>
                  <code>npm run schemas -- --register</code> registers those of this release.
                </p>
              </Notice>
            )}
            {versions.map((version) => (
              <VersionSection key={version.version} of={version} isFirst={version.version === 1} />
            ))}
          </>
        )
      }
    </Page>
  );
}

function VersionSection({
  of: { version, id, schema, released, fits, diff },
  isFirst,
}: {
  of: Version;
  isFirst: boolean;
}) {
  return (
    <section class="section" aria-label={`Version ${version}`}>
      <h2>
        Version {version} <span class="quiet">id {id}</span>
      </h2>
      <p class="says">
        {released !== null && `It is ${released} of this release. `}
        {fits}.
      </p>
      <SchemaDiff diff={diff} isFirst={isFirst} />
      <details>
        <summary>The whole schema</summary>
        <MarkedText of={{ text: schema, marks: [], masked: false }} label={`Schema of version ${version}`} />
      </details>
    </section>
  );
}
