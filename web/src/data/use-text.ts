import { useTranslations } from 'use-intl';
import type { Messages } from '../messages/areas.ts';

declare module 'use-intl' {
  interface AppConfig {
    Messages: { [Area in keyof Messages]: { [Key in keyof Messages[Area]]: string } };
  }
}

/** The texts of one area in the language of the page: `t('key', { argument })`. */
export function useText<Area extends keyof Messages & string>(area: Area) {
  return useTranslations(area);
}
