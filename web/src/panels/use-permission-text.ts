import { useText } from '../data/use-text.ts';

/** What a permission lets somebody do, in words. */
export function usePermissionText(): (permission: string) => string {
  const t = useText('access');
  return (permission) => {
    // Catalogs have a word for using that we have not.
    const word = permission === 'consume' ? 'use' : permission;
    const key = `may_${word.replaceAll('.', '-')}` as 'may_seat';
    return t.has(key) ? t(key) : permission;
  };
}
