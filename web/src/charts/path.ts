/** A coordinate to a hundredth of a pixel: shorter paths, no visible difference. */
export function px(value: number): number {
  return Math.round(value * 100) / 100;
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A rectangle as part of a path. */
export function rectanglePath({ x, y, width, height }: Rectangle): string {
  return `M${px(x)} ${px(y)}h${px(width)}v${px(height)}h${px(-width)}z`;
}
