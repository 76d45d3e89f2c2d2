import type { AlertView, FlowView } from '../../api.ts';
import { Node } from './node.tsx';
import {
  averageOf,
  Fact,
  SourceFigures,
  StageFigures,
  TopicFigures,
  WarehouseFigures,
} from './node-figures.tsx';

type Place = AlertView['at'];

/** The way of a record from left to right, or from top to bottom on a narrow screen. */
export function Chain({ flow }: { flow: FlowView }) {
  const { topics, stages, latency } = flow;
  const alertsAt = (place: Place) => flow.health.alerts.filter(({ at }) => at === place);
  const node = (place: Place, what: string) => ({ place, what, alerts: alertsAt(place) });

  return (
    <section class="chain" aria-label="The pipeline">
      <Node {...node('source', 'calls come in')}>
        <SourceFigures flow={flow} />
      </Node>
      <Arrow to="raw" />
      <Node {...node('raw', topics.raw.name)}>
        <TopicFigures topic={topics.raw} counts="messages/min" />
      </Node>
      <Arrow to="validator" />
      <Node {...node('validator', 'judges')} status={stages.validator.status}>
        <StageFigures stage={stages.validator}>
          <Fact name="Validation">{averageOf(latency.validation)}</Fact>
        </StageFigures>
      </Node>
      <Arrow to="clean" />
      <Node {...node('clean', topics.clean.name)}>
        <TopicFigures topic={topics.clean} counts="messages/min" />
      </Node>
      <Node {...node('dlq', topics.dlq.name)}>
        <TopicFigures topic={topics.dlq} counts="bad records/min" />
      </Node>
      <Arrow to="loader" />
      <Node {...node('loader', 'cuts batches')} status={stages.loader.status}>
        <StageFigures stage={stages.loader} />
      </Node>
      <Arrow to="warehouse" />
      <Node {...node('warehouse', flow.warehouse.kind)}>
        <WarehouseFigures flow={flow} />
      </Node>
      <span class="elbow from-validator" aria-hidden="true" />
      <span class="elbow from-loader" aria-hidden="true" />
    </section>
  );
}

function Arrow({ to }: { to: Place }) {
  return <span class={`arrow to-${to}`} aria-hidden="true" />;
}
