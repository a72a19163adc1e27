/** The same JSON without its comments: keys that begin with `_`, at any depth. */
export function withoutComments(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutComments);
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json).filter(([key]) => !key.startsWith('_'));
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutComments(value)]));
}
