import { type ReactNode, Suspense, use } from 'react';
import { IntlProvider, useMessages } from 'use-intl';
import { lateTexts } from '../data/late-texts.ts';
import { locale } from '../figures/locale.ts';

export interface WithLateTextsProps {
  /** Stands here while they are on their way. */
  readonly fallback: ReactNode;
  readonly children?: ReactNode;
}

/** Gives what is inside the texts of operators and of people, which most visits never load. */
export function WithLateTexts({ fallback, children }: WithLateTextsProps) {
  return (
    <Suspense fallback={fallback}>
      <Texts>{children}</Texts>
    </Suspense>
  );
}

function Texts({ children }: Pick<WithLateTextsProps, 'children'>) {
  const messages = useMessages();
  const late = use(lateTexts());
  return (
    <IntlProvider locale={locale} messages={{ ...messages, ...late }} timeZone="UTC">
      {children}
    </IntlProvider>
  );
}
