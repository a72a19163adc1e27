/**
 * How numbers and dates are written: the language of the document, which is settled before the
 * first paint and stays as long as the page does. English dates have the day first.
 */
export const locale = documentLanguage();

/** {@link locale} for dates. */
export const dateLocale = locale === 'en' ? 'en-GB' : locale;

function documentLanguage(): string {
  const language = globalThis.document?.documentElement.lang ?? '';
  return language === 'de' ? 'de' : 'en';
}
