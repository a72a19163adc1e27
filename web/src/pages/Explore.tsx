import { useMemo } from 'react';
import { useExplore } from '../data/use-explore.ts';
import { useGapWords } from '../data/use-gap-words.ts';
import type { Resource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import { completeTo } from '../figures/chart-gaps.ts';
import { CompareControl } from '../panels/CompareControl.tsx';
import { ExploreChart } from '../panels/ExploreChart.tsx';
import { ExploreTable } from '../panels/ExploreTable.tsx';
import { exploreExports } from '../panels/explore-exports.ts';
import { FilterControl } from '../panels/FilterControl.tsx';
import { FilterTags } from '../panels/FilterTags.tsx';
import { PageFrame } from '../panels/PageFrame.tsx';
import { Panel } from '../panels/Panel.tsx';
import { useExploreFigures } from '../panels/use-explore-figures.ts';
import { useExploreTitle } from '../panels/use-explore-title.ts';

/** Usage by anything, over any time, compared with another: a chart and a table of the same numbers. */
export function Explore() {
  const t = useText('shell');
  const data = useExplore();
  const figures = useExploreFigures(data);
  const { usage, shown } = data;
  const table = shown.rows === 'time' ? usage : shown.columns === null ? data.ranked : data.pivot;
  // A comparison that is on its way belongs to the answer: it changes the same numbers.
  const isComparing = data.compared.busy || data.comparedRanked.busy;
  const whole = (asked: Resource<unknown>) => ({
    ...asked,
    busy: asked.busy || isComparing,
  });
  const { mode, title } = useExploreTitle(figures);
  const gap = useGapWords();
  const exports = useMemo(
    () => (figures ? exploreExports({ figures, mode, title, gap, t }) : []),
    [figures, mode, title, gap, t],
  );
  return (
    <PageFrame
      title={t('explore')}
      hasPeriod
      exports={exports}
      controls={
        <>
          <CompareControl range={data.range} />
          <FilterControl shown={shown} />
        </>
      }
      {...(usage.value && {
        state: {
          asOf: new Date(usage.value.as_of),
          seq: usage.value.seq,
          isStale: !!usage.failure,
          completeTo: completeTo(usage.value),
        },
      })}
    >
      {shown.filter.length > 0 && <FilterTags shown={shown} usage={usage.value} />}
      <Panel what="theUsage" resource={whole(usage)} ready={!!figures} height="chart">
        {figures && <ExploreChart {...{ figures, mode, title }} />}
      </Panel>
      <Panel what="theBreakdown" resource={whole(table)} ready={!!figures?.grid} height="table">
        {figures?.grid && <ExploreTable figures={figures} grid={figures.grid} />}
      </Panel>
    </PageFrame>
  );
}
