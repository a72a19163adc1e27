/** What something without a label is called: its id in words, `concurrent_builds` as "Concurrent builds". */
export function labelOf(id: string): string {
  const words = id.replaceAll(/[_.-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
