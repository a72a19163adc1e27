/** Something wrong with a catalog: where, and a sentence that says what is wrong and what to do. */
export interface CatalogFault {
  /** JSON Pointer into the document; `""` is the whole of it. */
  readonly pointer: string;
  readonly message: string;
}

/** The JSON Pointer of a path. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
