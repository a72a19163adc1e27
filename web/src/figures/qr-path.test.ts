import { describe, expect, test } from 'vitest';
import { qrPath } from './qr-path.ts';

const URI = 'otpauth://totp/Fuelgauge:ada@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Fuelgauge';

describe('a QR code', () => {
  test('has the three corners that readers look for, within a white border', () => {
    const { size, path } = qrPath(URI);
    const dark = squaresOf(path);
    for (const [x, y] of [
      [4, 4],
      [size - 11, 4],
      [4, size - 11],
    ] as const) {
      for (let step = 0; step < 7; step += 1) {
        expect(dark.has(`${x + step} ${y}`)).toBe(true);
        expect(dark.has(`${x} ${y + step}`)).toBe(true);
      }
    }
    const border = [...dark].filter((at) => at.split(' ').some((part) => Number(part) < 4));
    expect(border).toEqual([]);
  });

  test('another secret is another code', () => {
    expect(qrPath(`${URI}1`).path).not.toBe(qrPath(URI).path);
  });
});

function squaresOf(path: string): ReadonlySet<string> {
  const squares = new Set<string>();
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let step = 0; step < Number(width); step += 1) squares.add(`${Number(x) + step} ${y}`);
  }
  return squares;
}
