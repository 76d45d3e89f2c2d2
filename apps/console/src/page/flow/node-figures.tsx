import type { ComponentChildren } from 'preact';
import type { FlowView, LatencyView, StageView, TopicFlow } from '../../api.ts';
import { ago, count, duration, moments, rate } from '../show/format.ts';

/** The figure that is looked at first, and what it counts. */
function Figure({ value, unit }: { value: string; unit: string }) {
  return (
    <p class="figure">
      <b>{value}</b> {unit}
    </p>
  );
}

export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <p class="fact">
      <span>{name}</span> {children}
    </p>
  );
}

export function SourceFigures({ flow: { source, at } }: { flow: FlowView }) {
  return (
    <>
      <Figure value={source.lastAt === null ? 'none seen' : ago(source.lastAt, at)} unit="last record" />
      <p class="node-says">{source.says}</p>
    </>
  );
}

export function TopicFigures({ topic, counts }: { topic: TopicFlow; counts: string }) {
  return (
    <>
      <Figure value={rate(topic.perMinute)} unit={counts} />
      <Fact name="Held">{count(topic.held)}</Fact>
    </>
  );
}

export function StageFigures({ stage, children }: { stage: StageView; children?: ComponentChildren }) {
  return (
    <>
      <Figure value={duration(stage.lagSeconds)} unit="behind" />
      <Fact name="Lag">{count(stage.lagRecords)} records</Fact>
      {children}
      <Fact name="Members">{count(stage.members)}</Fact>
      <p class="node-says">{stage.says}</p>
    </>
  );
}

export function WarehouseFigures({ flow }: { flow: FlowView }) {
  const { warehouse, completeUntil, latency, at } = flow;
  const { rowsPerSecond, lastLoad } = warehouse;
  return (
    <>
      <Figure value={rate(rowsPerSecond)} unit="rows/s" />
      <Fact name="Complete until">{completeUntil === null ? 'not known' : moments(completeUntil, at)}</Fact>
      <Fact name="End to end">{averageOf(latency.endToEnd)}</Fact>
      <Fact name="Last load">{lastLoad === null ? 'none yet' : ago(lastLoad.at, at)}</Fact>
      {lastLoad && <Fact name="It had">{count(lastLoad.rows)} rows</Fact>}
    </>
  );
}

export function averageOf(latency: LatencyView | null): string {
  return latency === null ? 'not measured' : `${duration(latency.mean)} avg`;
}
