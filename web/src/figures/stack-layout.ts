import { NANO } from '@fuelgauge/core';

export interface StackInput {
  /** From the base up: one amount per drawn bucket. */
  readonly series: readonly (readonly bigint[])[];
  /** All buckets of the axis, drawn or not. */
  readonly buckets: number;
  /** An amount to mark with a line; left out when it would press the bars flat. */
  readonly rule: bigint | null;
  /** The plot in pixels. */
  readonly width: number;
  readonly height: number;
}

export interface StackLayout {
  /** One SVG path per series. */
  readonly paths: readonly string[];
  readonly ticks: readonly { readonly amount: bigint; readonly y: number }[];
  readonly bandWidth: number;
  readonly zeroY: number;
  readonly ruleY: number | null;
}

const TICKS_MAX = 5n;
/** As many times the highest bar may the rule be. */
const RULE_MAX = 2n;
const GAP_PX = 1;
/** Narrower bands stand wall to wall. */
const GAPLESS_PX = 4;

/**
 * Places stacked bars: what is below zero hangs from the zero line, and the axis always includes
 * zero.
 */
export function stackLayout({ series, buckets, rule, width, height }: StackInput): StackLayout {
  const { highest, lowest } = extremes(series);
  const shownRule = rule !== null && rule <= highest * RULE_MAX ? rule : null;
  const top = shownRule !== null && shownRule > highest ? shownRule : highest;
  const step = niceStep(top - lowest);
  const from = -ceilDivide(-lowest, step) * step;
  const to = (ceilDivide(top, step) || 1n) * step;
  const y = (amount: bigint) => height * (1 - ratio(amount - from, to - from));
  const bandWidth = buckets > 0 ? width / buckets : width;
  const ticks = [];
  for (let amount = from; amount <= to; amount += step) ticks.push({ amount, y: y(amount) });
  return {
    paths: paths(series, { y, bandWidth }),
    ticks,
    bandWidth,
    zeroY: y(0n),
    ruleY: shownRule === null ? null : y(shownRule),
  };
}

/**
 * The smallest 1, 2 or 5 times a power of ten, in nano-units, that divides the span into five
 * ticks at most.
 */
export function niceStep(span: bigint): bigint {
  if (span <= 0n) return NANO;
  let decade = 1n;
  while (decade * 10n * TICKS_MAX < span) decade *= 10n;
  const factor = [1n, 2n, 5n].find((candidate) => decade * candidate * TICKS_MAX >= span);
  return decade * (factor ?? 10n);
}

interface Scale {
  readonly y: (amount: bigint) => number;
  readonly bandWidth: number;
}

function paths(series: StackInput['series'], { y, bandWidth }: Scale): string[] {
  const above: bigint[] = [];
  const below: bigint[] = [];
  const gap = bandWidth > GAPLESS_PX ? Math.max(GAP_PX, bandWidth * 0.22) : 0;
  return series.map((amounts) => {
    const bars = amounts.map((amount, index) => {
      if (amount === 0n) return '';
      const stack = amount > 0n ? above : below;
      const base = stack[index] ?? 0n;
      stack[index] = base + amount;
      const y0 = Math.max(y(base), y(base + amount));
      const tall = Math.abs(y(base) - y(base + amount));
      const height = tall > 3 * GAP_PX ? tall - GAP_PX : tall;
      const x = index * bandWidth + gap / 2;
      return `M${px(x)} ${px(y0)}h${px(bandWidth - gap)}v${px(-height)}h${px(gap - bandWidth)}z`;
    });
    return bars.join('');
  });
}

function extremes(series: StackInput['series']) {
  let highest = 0n;
  let lowest = 0n;
  for (let index = 0; index < (series[0]?.length ?? 0); index += 1) {
    let up = 0n;
    let down = 0n;
    for (const amounts of series) {
      const amount = amounts[index] ?? 0n;
      if (amount > 0n) up += amount;
      else down += amount;
    }
    if (up > highest) highest = up;
    if (down < lowest) lowest = down;
  }
  return { highest, lowest };
}

/** Only for pixels: exact to a millionth of the plot. */
function ratio(part: bigint, whole: bigint): number {
  return Number((part * 1_000_000n) / whole) / 1_000_000;
}

function ceilDivide(amount: bigint, step: bigint): bigint {
  return amount > 0n ? (amount + step - 1n) / step : amount / step;
}

function px(value: number): string {
  return `${Math.round(value * 100) / 100}`;
}
