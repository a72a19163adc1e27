/**
 * The light colours for drawings that leave the page, which no style sheet reaches. A test holds
 * them equal to `tokens.css`.
 */
export const CHART_PALETTE = {
  surface: '#ffffff',
  line: '#e3e4e8',
  lineStrong: '#8a8f99',
  ink: '#16181d',
  mute: '#5c616b',
  /** By slot; 0 is Other. */
  series: [
    '#868b94',
    '#4e5ee3',
    '#be882e',
    '#0c6254',
    '#ca3775',
    '#746300',
    '#581d81',
    '#429cc0',
    '#69211c',
  ],
} as const;
