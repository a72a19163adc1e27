import type { Act } from '@fuelgauge/sdk';
import { useState } from 'react';
import { useClient } from '../data/session.ts';
import { useCustomers } from '../data/use-customers.ts';
import { useList } from '../data/use-list.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import type { Clause } from '../figures/filter.ts';
import { clockText, dateText } from '../figures/time-text.ts';
import { valueDiff } from '../figures/value-diff.ts';
import { DiffTable } from '../panels/DiffTable.tsx';
import { ListCard } from '../panels/ListCard.tsx';
import { OperatorFrame } from '../panels/OperatorFrame.tsx';
import { HeadRow } from '../ui/HeadRow.tsx';
import { TableRegion } from '../ui/TableRegion.tsx';

/** Who changed what, when and why: of the server as a whole, or of one customer. */
export function OperatorLog() {
  const t = useText('operator');
  const tShell = useText('shell');
  const client = useClient();
  const [{ search: customer, filter }] = useView();
  const actor = chosenOf(filter, 'actor');
  const act = chosenOf(filter, 'act');
  const list = useList({
    key: ['acts', customer, actor, act],
    load: (page, signal) => {
      const asked = { ...(customer && { customer }), ...(actor && { actor }), ...(act && { act }) };
      return client.audit.list({ ...page, ...asked }, { signal });
    },
  });
  return (
    <OperatorFrame title={tShell('operatorLog')}>
      <ListCard
        what="theLog"
        list={list}
        nothing={t(actor === '' && act === '' ? 'noActs' : 'noneOfThese')}
        head={<LogFilters key={`${customer} ${actor} ${act}`} actor={actor} act={act} />}
      >
        <TableRegion label={tShell('operatorLog')}>
          <HeadRow
            columns={[
              { text: t('time') },
              { text: t('actor') },
              { text: t('act') },
              { text: t('subject') },
              { text: t('why') },
              { text: t('changes'), isHidden: true },
            ]}
          />
          <tbody>
            {list.rows?.map((each) => (
              <ActRow key={each.number} act={each} />
            ))}
          </tbody>
        </TableRegion>
      </ListCard>
    </OperatorFrame>
  );
}

interface LogFiltersProps {
  readonly actor: string;
  readonly act: string;
}

function LogFilters({ actor, act }: LogFiltersProps) {
  const t = useText('operator');
  const [{ search }, changeView] = useView();
  const customers = useCustomers().value ?? [];
  const isListed = customers.some(({ customer }) => customer === search);
  return (
    <form
      className="log-filters"
      onSubmit={(event) => {
        event.preventDefault();
        const filled = new FormData(event.currentTarget);
        const clauses = ['actor', 'act'].flatMap((name): Clause[] => {
          const value = `${filled.get(name) ?? ''}`.trim();
          return value === '' ? [] : [{ name, isIn: true, values: [value] }];
        });
        changeView.push({ search: `${filled.get('about') ?? ''}`, filter: clauses });
      }}
    >
      <label className="field">
        {t('about')}
        <select key={customers.length} name="about" defaultValue={search}>
          <option value="">{t('wholeServer')}</option>
          {search !== '' && !isListed && <option value={search}>{search}</option>}
          {customers.map(({ customer, name }) => (
            <option key={customer} value={customer}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        {t('actor')}
        <input name="actor" defaultValue={actor} maxLength={200} autoComplete="off" />
      </label>
      <label className="field">
        {t('act')}
        <input
          name="act"
          defaultValue={act}
          maxLength={100}
          autoComplete="off"
          placeholder="grant."
        />
      </label>
      <button type="submit">{t('search')}</button>
    </form>
  );
}

function ActRow({ act }: { readonly act: Act }) {
  const t = useText('operator');
  const [isOpen, setOpen] = useState(false);
  const at = new Date(act.at);
  const differences = valueDiff(act.before, act.after);
  return (
    <>
      <tr>
        <td>
          <time dateTime={act.at}>
            {dateText(at, 'UTC')} {clockText(at, 'UTC')}
          </time>
        </td>
        <td>{act.actor}</td>
        <td>
          <code>{act.act}</code>
        </td>
        <td>
          <code>{act.subject}</code>
        </td>
        <td>{act.reason}</td>
        <td>
          {differences.length > 0 && (
            <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {t('changeCount', { count: differences.length })}
            </button>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={6}>
            <DiffTable label={t('changesOf', { number: act.number })} differences={differences} />
          </td>
        </tr>
      )}
    </>
  );
}

function chosenOf(filter: readonly Clause[], name: string): string {
  return filter.find((clause) => clause.name === name)?.values[0] ?? '';
}
