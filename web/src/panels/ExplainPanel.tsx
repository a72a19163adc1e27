import { useState } from 'react';
import { useShownZone } from '../data/shown-customer.ts';
import { type Explanation, useExplanation } from '../data/use-explanation.ts';
import { useText } from '../data/use-text.ts';
import { type Explained, explainedTerms, FORMULAS } from '../figures/explained.ts';
import { explainedText } from '../figures/explained-text.ts';
import { clockText, momentText } from '../figures/time-text.ts';
import { ExplainAmount } from './ExplainAmount.tsx';
import { ExplainCopies } from './ExplainCopies.tsx';
import { ExplainSource } from './ExplainSource.tsx';
import { Failed } from './Failed.tsx';
import { FilterWords } from './FilterWords.tsx';

export interface ExplainPanelProps {
  readonly explain: Explained;
  readonly close: () => void;
}

/** How a number came about. Each input opens in its place, with a way back. */
export function ExplainPanel({ explain, close }: ExplainPanelProps) {
  const t = useText('explain');
  const [path, setPath] = useState<readonly Explained[]>([explain]);
  const current = path.at(-1) ?? explain;
  const before = path.at(-2);
  const found = useExplanation(current);
  const zone = useShownZone();
  const { filter = [] } = current;
  const { balance, summary, range, value } = found;
  const nameOf = ({ figure, name }: Explained) => (name ? `${name}: ${t(figure)}` : t(figure));
  const resource = current.figure === 'worth' ? found.worth : summary.value ? summary : balance;
  const moment = (text: string | undefined) => (text ? momentText(new Date(text), zone) : '');
  const formula = t(FORMULAS[current.figure], {
    from: moment(range?.from),
    to: moment(range?.to),
  } as never);
  const asOf = summary.value?.as_of ?? balance.value?.as_of;
  const exact = value === undefined && current.text ? current.text : explainedText(found);
  const last = asOf
    ? t('asOf', {
        time: `${clockText(new Date(asOf), zone)}`,
        seq: `${balance.value?.seq ?? ''}`,
        zone,
      })
    : '';
  return (
    <div className="explain">
      {before && (
        <button type="button" className="quiet" onClick={() => setPath(path.slice(0, -1))}>
          {t('back', { name: nameOf(before) })}
        </button>
      )}
      <h2 data-figure={current.figure}>{nameOf(current)}</h2>
      {resource.failure && value === undefined && current.text === undefined ? (
        <Failed what="theExplanation" failure={resource.failure} retry={resource.reload} />
      ) : (
        <p className="explain-value">
          <span className="visually-hidden">{t('exact')}</span>{' '}
          <output data-exact={value}>{exact}</output>
        </p>
      )}
      <p>{formula}</p>
      {filter.length > 0 && (
        <p className="mute">
          <FilterWords filter={filter} />
        </p>
      )}
      <Inputs explain={current} found={found} open={(next) => setPath([...path, next])} />
      <ExplainSource explain={current} found={found} close={close} />
      <p className="mute explain-last">
        {last}
        <br />
        {t('rounding')}
      </p>
      <ExplainCopies
        text={[`${nameOf(current)}: ${exact}`, formula, last].join('\n')}
        request={`GET ${window.location.origin}${found.request}`}
      />
    </div>
  );
}

interface InputsProps {
  readonly explain: Explained;
  readonly found: Explanation;
  readonly open: (explain: Explained) => void;
}

function Inputs({ explain, found, open }: InputsProps) {
  const t = useText('explain');
  const inputs = explain.inputs ?? explainedTerms(found.balance.value, explain.figure);
  if (inputs.length === 0) return null;
  return (
    <>
      <h3>{t('inputs')}</h3>
      <ul className="explain-inputs">
        {inputs.map((input) => (
          <li key={`${input.name} ${input.figure}`}>
            <button type="button" onClick={() => open(input)}>
              <span>{input.name ?? t(input.figure)}</span>
              <span>{input.text ?? <ExplainAmount explain={input} />}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
