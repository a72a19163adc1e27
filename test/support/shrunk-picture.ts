import type { Page } from 'playwright-core';

/** A picture by the mean colours of its cells. */
export interface ShrunkPicture {
  /** In cells. */
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each cell, row by row, 0 to 255. */
  readonly channels: Uint8Array;
  /** The same as PNG, with one point for each cell. */
  readonly png: Buffer;
}

/** Where a picture is other than another. */
export interface PictureDifference {
  /** Cells that are, of how many. */
  readonly cells: number;
  readonly of: number;
  /** What holds all of them, in points of the picture: left, top, right, bottom. */
  readonly within: readonly number[];
}

/** Points of a cell each way, about a letter: what has moved by less, or has other edges, looks much the same. */
export const CELL = 8;
/** How far a channel of a cell may be off, of 255: a letter in place of another is less, a bar of another colour more. */
const CHANNEL_OFF = 32;
/** Cells that may be off: a word in place of another has fewer, a button that is not there more. */
const CELLS_OFF = 12;

/** Shrinks a PNG on a blank page: browsers know how to read and write pictures. */
export async function shrink(blank: Page, picture: Buffer, cell: number): Promise<ShrunkPicture> {
  const url = `data:image/png;base64,${picture.toString('base64')}`;
  const { bytes, png, ...size } = await blank.evaluate(shrinkInBrowser, { url, cell });
  return {
    ...size,
    channels: Buffer.from(bytes, 'base64'),
    png: Buffer.from(png.slice(png.indexOf(',') + 1), 'base64'),
  };
}

/** Says where two pictures look other than each other; null where nobody would see it. What only one of them has is other. */
export function differenceOf(one: ShrunkPicture, other: ShrunkPicture): PictureDifference | null {
  const [width, height] = [Math.max(one.width, other.width), Math.max(one.height, other.height)];
  const off: { readonly x: number; readonly y: number }[] = [];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (isOther(colourAt(one, x, y), colourAt(other, x, y))) off.push({ x, y });
    }
  }
  if (off.length <= CELLS_OFF) return null;
  const [columns, rows] = [off.map(({ x }) => x), off.map(({ y }) => y)];
  const corners = [Math.min(...columns), Math.min(...rows)];
  const opposite = [Math.max(...columns) + 1, Math.max(...rows) + 1];
  const within = [...corners, ...opposite].map((at) => at * CELL);
  return { cells: off.length, of: width * height, within };
}

function isOther(here: Uint8Array | null, there: Uint8Array | null): boolean {
  if (here === null || there === null) return true;
  return here.some((value, channel) => Math.abs(value - (there[channel] as number)) > CHANNEL_OFF);
}

function colourAt({ width, height, channels }: ShrunkPicture, x: number, y: number) {
  if (x >= width || y >= height) return null;
  const at = (y * width + x) * 3;
  return channels.subarray(at, at + 3);
}

/** Runs in the browser: it sees nothing of this file. Bytes are answered as text, which is a hundredth of the work of a list. */
async function shrinkInBrowser({ url, cell }: { readonly url: string; readonly cell: number }) {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  const pen = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  const width = Math.ceil(image.width / cell);
  const height = Math.ceil(image.height / cell);
  // Of each cell red, green, blue, and how many points there were.
  const sums = new Uint32Array(width * height * 4);
  const add = (at: number, value: number) => {
    sums[at] = (sums[at] as number) + value;
  };
  for (let from = 0; from < data.length; from += 4) {
    const point = from / 4;
    const row = Math.floor(point / image.width / cell);
    const to = (row * width + Math.floor((point % image.width) / cell)) * 4;
    for (let channel = 0; channel < 3; channel += 1) add(to + channel, data[from + channel] ?? 0);
    add(to + 3, 1);
  }
  const small = new ImageData(width, height);
  let bytes = '';
  sums.forEach((total, at) => {
    const isCount = at % 4 === 3;
    const mean = Math.round(total / (sums[at - (at % 4) + 3] as number));
    small.data[at] = isCount ? 255 : mean;
    if (!isCount) bytes += String.fromCharCode(mean);
  });
  [canvas.width, canvas.height] = [width, height];
  pen.putImageData(small, 0, 0);
  return { width, height, bytes: btoa(bytes), png: canvas.toDataURL('image/png') };
}
