import { Link, useParams } from '@tanstack/react-router';
import { useClient } from '../data/session.ts';
import { useCatalogOf } from '../data/use-catalog-of.ts';
import { useResource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import { catalogWords } from '../figures/catalog-words.ts';
import { Failed } from '../panels/Failed.tsx';
import { GrantsDesk } from '../panels/GrantsDesk.tsx';
import { KeyNeeded } from '../panels/KeyNeeded.tsx';
import { OperatorFrame } from '../panels/OperatorFrame.tsx';
import { VisitForm } from '../panels/VisitForm.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

/** What the operator does about one customer: open its page, and give and take back credits. */
export function CustomerDesk() {
  const t = useText('operator');
  const tShell = useText('shell');
  const { subject: id = '' } = useParams({ strict: false });
  const client = useClient();
  const { value, failure, reload } = useResource({
    key: ['customer', id],
    load: (signal) => client.customers.get(id, { signal }),
  });
  const customer = value?.customer === id ? value : undefined;
  const catalog = useCatalogOf(id);
  if (failure?.status === 404) {
    const link = { href: '/op', text: t('toCustomers') };
    return (
      <Empty title={tShell('unknownCustomer', { customer: id })} text={t('noSuch')} link={link} />
    );
  }
  if (failure?.status === 403) {
    return (
      <section className="card">
        <KeyNeeded reason={failure.message} />
      </section>
    );
  }
  const failed = failure ?? catalog.failure;
  if (failed && !(customer && catalog.value)) {
    return <Failed what="thePage" failure={failed} retry={failure ? reload : catalog.reload} />;
  }
  if (!customer || !catalog.value) return <Skeleton />;
  const words = catalogWords(catalog.value);
  return (
    <OperatorFrame
      title={customer.name}
      subtitle={
        <>
          <code>{id}</code>
          <span>
            {tShell('plan', { plan: words.plans.get(customer.plan)?.label ?? customer.plan })}
          </span>
          <span>{customer.catalog}</span>
          {customer.test && <span className="tag">{tShell('isTest')}</span>}
        </>
      }
      controls={
        <>
          <Link to="/op" className="button-link">
            {t('toCustomers')}
          </Link>
          <Link to="/op/log" search={{ q: id } as never} className="button-link">
            {t('logOf')}
          </Link>
        </>
      }
    >
      <VisitForm customer={customer} roles={catalog.value.role_labels} />
      <GrantsDesk customer={customer} words={words} />
    </OperatorFrame>
  );
}
