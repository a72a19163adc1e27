/** A text of the interface in every language, in ICU MessageFormat. */
export interface Text {
  readonly en: string;
  readonly de: string;
  /** For whoever translates: where it stands, and what its arguments are. */
  readonly note: string;
}

/** The languages of the interface. */
export const LANGUAGES = ['en', 'de'] as const;

export type Language = (typeof LANGUAGES)[number];

/** States the texts of one area; its keys become what components may ask for. */
export function texts<const Key extends string>(area: Record<Key, Text>): Record<Key, Text> {
  return area;
}
