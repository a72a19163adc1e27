import { count } from '../demo-report.ts';

/** How far an import is. */
export interface ImportProgress {
  readonly name: string;
  readonly accepted: number;
  readonly refused: number;
  /** Between 0 and 1; null when nobody knows how much there is. */
  readonly share: number | null;
}

/** Shows progress with rate and time left: a bar on a terminal, a line now and then elsewhere. */
export interface ProgressBar {
  readonly show: (progress: ImportProgress) => void;
  readonly end: () => void;
}

export function openProgressBar(
  stream: NodeJS.WriteStream = process.stderr,
  begin: ImportProgress | undefined = undefined,
): ProgressBar {
  const began = performance.now();
  const before = (begin?.accepted ?? 0) + (begin?.refused ?? 0);
  let first: number | null | undefined;
  let shown = began;
  return {
    show(progress) {
      first ??= progress.share;
      const now = performance.now();
      if (now - shown < (stream.isTTY ? BAR_MS : LINE_MS)) return;
      shown = now;
      const seconds = (now - began) / 1000;
      const rate = (progress.accepted + progress.refused - before) / seconds;
      const left = secondsLeft(progress, seconds, first ?? 0);
      const text = lineOf(progress, { rate, left });
      stream.write(stream.isTTY ? `\r\x1b[2K${barOf(progress)}${text}` : `${text}\n`);
    },
    end: () => {
      if (stream.isTTY) stream.write('\r\x1b[2K');
    },
  };
}

const BAR_MS = 100;
const LINE_MS = 5_000;
const BAR_WIDTH = 24;

function secondsLeft({ share }: ImportProgress, seconds: number, first: number): number | null {
  if (share === null || share <= first) return null;
  return (seconds * (1 - share)) / (share - first);
}

function barOf({ share }: ImportProgress): string {
  if (share === null) return '';
  const full = Math.round(share * BAR_WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} `;
}

function lineOf(
  { name, accepted, refused, share }: ImportProgress,
  { rate, left }: { readonly rate: number; readonly left: number | null },
): string {
  const parts = [
    share === null ? name : `${name} ${Math.floor(share * 100)} %`,
    `${count(accepted)} accepted`,
    ...(refused > 0 ? [`${count(refused)} refused`] : []),
    `${count(rate)}/s`,
    ...(left === null ? [] : [`${clock(left)} left`]),
  ];
  return parts.join(', ');
}

/** Seconds as `1:05` or `2:01:05`. */
export function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes, rest] = [whole / 3600, (whole % 3600) / 60, whole % 60].map(Math.floor);
  const tail = `${String(rest).padStart(2, '0')}`;
  return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}
