import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ASKED, KIND_CLAUSE } from '../data/use-activity.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { withClause, writeFilter } from '../figures/filter.ts';

/** The search of the log, which runs on Enter or on its button, and what is filtered beside it. */
export function ActivitySearch() {
  const t = useText('activity');
  const [{ search, filter }, changeView] = useView();
  const [text, setText] = useState(search);
  const kinds = filter.find(({ name }) => name === KIND_CLAUSE)?.values.join(',') ?? '';
  const others = filter.filter(({ name }) => name !== KIND_CLAUSE);
  // Back and forth change what is searched from outside.
  useEffect(() => setText(search), [search]);
  return (
    <search className="log-search">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = text.trim();
          if (wanted === '') changeView.push({ search: '', selected: null, tab: ASKED });
          else if (wanted !== search) changeView.push({ search: wanted, selected: null });
        }}
      >
        <input
          type="search"
          name="q"
          aria-keyshortcuts="/"
          aria-label={t('searchLabel')}
          placeholder={t('searchHint')}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <label className="field">
          <span>{t('kindFilter')}</span>
          <select
            value={kinds}
            onChange={({ target }) => {
              const values = target.value === '' ? [] : target.value.split(',');
              const clause = { name: KIND_CLAUSE, isIn: true, values };
              changeView.push({ filter: withClause(filter, clause), selected: null });
            }}
          >
            <option value="">{t('allKinds')}</option>
            <option value="debit">{t('usageOnly')}</option>
            <option value="correction">{t('correctionsOnly')}</option>
            <option value={GRANT_KINDS}>{t('grantsOnly')}</option>
          </select>
        </label>
        <button type="submit" className="control">
          <Search size={16} aria-hidden="true" />
          {t('search')}
        </button>
        {(search !== '' || filter.length > 0) && (
          <button
            type="button"
            className="quiet"
            onClick={() => changeView.push({ search: '', filter: [], selected: null })}
          >
            {t('clear')}
          </button>
        )}
      </form>
      {others.length > 0 && <p className="mute log-filter">{writeFilter(others)}</p>}
    </search>
  );
}

const GRANT_KINDS = 'grant,schedule,expire,roll_over,write_off,repay,void_grant';
