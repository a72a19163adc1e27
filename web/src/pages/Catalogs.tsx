import { useClient } from '../data/session.ts';
import { useResource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { valueDiff } from '../figures/value-diff.ts';
import { DiffTable } from '../panels/DiffTable.tsx';
import { Failed } from '../panels/Failed.tsx';
import { OperatorFrame } from '../panels/OperatorFrame.tsx';
import { PriceCards } from '../panels/PriceCards.tsx';

/** The catalogs in force: what each version changed, and what is priced how, now and to come. */
export function Catalogs() {
  const t = useText('operator');
  const tShell = useText('shell');
  const client = useClient();
  const [{ search, tab }, changeView] = useView();
  const { value, failure, reload } = useResource({
    key: ['catalogs'],
    load: (signal) => client.catalog.list({ signal }),
  });
  const newest = value?.data.find(({ key }) => key === search) ?? value?.data[0];
  const asked = Number(/^v(\d{1,6})$/.exec(tab ?? '')?.[1] ?? Number.NaN);
  const version = newest && asked >= 1 && asked <= newest.version ? asked : newest?.version;
  return (
    <OperatorFrame
      title={tShell('catalogs')}
      controls={
        value && (
          <>
            <label className="field">
              {t('catalog')}
              <select
                value={newest?.key}
                onChange={({ target }) => changeView.push({ search: target.value, tab: null })}
              >
                {value.data.map(({ key }) => (
                  <option key={key} value={key}>
                    {key}
                  </option>
                ))}
              </select>
            </label>
            <label className="field">
              {t('version')}
              <select
                value={version}
                onChange={({ target }) => changeView.push({ tab: `v${target.value}` })}
              >
                {versionsOf(newest?.version).map((each) => (
                  <option key={each} value={each}>
                    {each === newest?.version ? t('newestVersion', { version: each }) : each}
                  </option>
                ))}
              </select>
            </label>
          </>
        )
      }
    >
      {newest && version ? (
        <CatalogVersion key={`${newest.key} ${version}`} of={newest.key} version={version} />
      ) : (
        <section className="card" aria-busy={!failure && !value}>
          {failure ? (
            <Failed what="theCatalogs" failure={failure} retry={reload} />
          ) : value ? (
            <p className="nothing">{t('noCatalogs')}</p>
          ) : (
            <div className="skeleton" data-height="table" />
          )}
        </section>
      )}
      <Publishing catalog={newest?.key ?? 'catalog'} />
    </OperatorFrame>
  );
}

interface CatalogVersionProps {
  readonly of: string;
  readonly version: number;
}

function CatalogVersion({ of: key, version }: CatalogVersionProps) {
  const t = useText('operator');
  const client = useClient();
  const read = (number: number) => ({
    key: ['catalog', key, number],
    load:
      number < 1
        ? undefined
        : (signal: AbortSignal) => client.catalog.get({ key, version: number }, { signal }),
  });
  const shown = useResource(read(version));
  const before = useResource(read(version - 1));
  const failed = [shown, before].find((each) => each.failure);
  const isReady = shown.value && (version === 1 || before.value);
  return (
    <>
      <section className="card" aria-busy={!isReady && !failed}>
        <div className="card-head">
          <h2>{t('changedIn', { version })}</h2>
        </div>
        {failed?.failure ? (
          <Failed what="theCatalogs" failure={failed.failure} retry={failed.reload} />
        ) : version === 1 ? (
          <p className="nothing">{t('firstVersion')}</p>
        ) : isReady ? (
          <DiffTable
            label={t('changedIn', { version })}
            differences={valueDiff(before.value?.catalog, shown.value?.catalog)}
          />
        ) : (
          <div className="skeleton" data-height="table" />
        )}
      </section>
      {shown.value && <PriceCards document={shown.value.catalog} />}
    </>
  );
}

function versionsOf(newest = 0): readonly number[] {
  return Array.from({ length: newest }, (_, index) => newest - index);
}

function Publishing({ catalog }: { readonly catalog: string }) {
  const t = useText('operator');
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('publishing')}</h2>
      </div>
      <p>{t('publishingText')}</p>
      <pre className="command">
        <code>{`fuelgauge catalog diff ${catalog}.json\nfuelgauge catalog publish ${catalog}.json`}</code>
      </pre>
    </section>
  );
}
