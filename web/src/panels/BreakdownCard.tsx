import type { Overview } from '@fuelgauge/sdk';
import { SeriesSwatch } from '../charts/SeriesSwatch.tsx';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import type { CategoryLine, CategoryLines } from '../figures/category-lines.ts';
import { explainedShare, explainedUsage } from '../figures/explained.ts';
import { columnText, percentText, quantityText } from '../figures/number-text.ts';
import type { OverviewFacts } from '../figures/overview-facts.ts';
import { ShareCell } from '../ui/ShareCell.tsx';
import { Num } from './Num.tsx';
import { useAmountWords } from './use-amount-words.ts';

export interface BreakdownCardProps {
  readonly overview: Overview;
  readonly facts: OverviewFacts;
  readonly lines: CategoryLines;
  readonly isTree: boolean;
  /** Chart colours by meter; empty where the chart shows something else. */
  readonly slots: ReadonlyMap<string, number>;
}

/** Where the period's credits went: meters, below their categories where the catalog wants it. */
export function BreakdownCard(props: BreakdownCardProps) {
  const { overview, facts, lines, isTree } = props;
  const [view] = useView();
  const t = useText('overview');
  const { unit } = facts.scale;
  const { heading } = useAmountWords(unit);
  const title = t('breakdownTitle', { amounts: heading, by: t(isTree ? 'byCategory' : 'byMeter') });
  if (lines.lines.length === 0) {
    return (
      <>
        <div className="card-head">
          <h2>{title}</h2>
        </div>
        <p className="nothing">{t(overview.period.is_current ? 'nothing' : 'nothingThen')}</p>
      </>
    );
  }
  return (
    <>
      <div className="card-head">
        <h2>{title}</h2>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="table-scroll" aria-label={title} tabIndex={0}>
        <table className="data breakdown">
          <caption className="visually-hidden">{t('inPeriod', { title })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('meter')}</th>
              <th scope="col" className="number">
                {t('quantity')}
              </th>
              <th scope="col" className="number">
                {heading}
              </th>
              <th scope="col" className="number">
                {t('share')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.lines.map((line) => (
              <Line key={line.key} {...props} line={line} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('total')}</th>
              <td className="number" />
              <td className="number">
                <Num explain={explainedUsage({ scale: facts.scale, filter: view.filter })}>
                  {columnText(lines.total, unit)}
                </Num>
              </td>
              <td className="number">{lines.total.exact > 0n ? percentText(1000n, false) : ''}</td>
            </tr>
          </tfoot>
        </table>
      </section>
    </>
  );
}

function Line({ line, facts, slots }: BreakdownCardProps & { readonly line: CategoryLine }) {
  const t = useText('overview');
  const { label, depth, meter, amount, tenths } = line;
  const [view] = useView();
  // Categories have keys of their own, so that none is taken for a meter.
  const clause = meter
    ? { name: 'meter', isIn: true, values: [line.key] }
    : { name: 'category', isIn: true, values: [line.key.replace(/^category /, '')] };
  const filter = [...view.filter, clause];
  const { scale } = facts;
  const { unit } = scale;
  const quantity = meter && quantityText(meter.quantity ?? '0', meter.unit ?? '');
  return (
    <tr data-category={meter === null}>
      <th scope="row" data-depth={depth}>
        {meter && slots.size > 0 && (
          <SeriesSwatch
            slot={amount.exact === 0n ? null : (slots.get(line.key) ?? 0)}
            patterned={slots.size > 4}
          />
        )}
        {label}
      </th>
      <td className="number mute">
        {quantity !== null && (
          <Num explain={{ figure: 'quantity', filter, name: label, text: quantity }}>
            {quantity}
          </Num>
        )}
      </td>
      <td className="number strong">
        <Num explain={explainedUsage({ scale, filter, name: label })}>
          {columnText(amount, unit)}
        </Num>
      </td>
      <ShareCell
        tenths={tenths}
        isZero={amount.exact === 0n}
        numberOf={(text) => (
          <Num
            explain={explainedShare(text, {
              part: { scale, filter, name: label },
              whole: { scale, filter: view.filter, name: t('total') },
            })}
          >
            {text}
          </Num>
        )}
      />
    </tr>
  );
}
