// How core's values become columns and back, for the tables that share them.

import { hash } from 'node:crypto';
import {
  type Credits,
  formatInstant,
  formatQuantity,
  type Instant,
  instant,
  type Move,
  nano,
  pico,
  quantity,
  type RatedLine,
} from '@fuelgauge/core';

/** A timestamptz parameter. */
export function timestamp(at: Instant): string {
  return formatInstant(at);
}

export function timestampOrNull(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}

/** A timestamptz parameter that nothing lies after when there is no instant. */
export function sinceText(since: Instant | null): string {
  return since === null ? 'infinity' : formatInstant(since);
}

/** An instant column, which drivers give as epoch microseconds. */
export function instantOf(microseconds: number): Instant {
  return instant(microseconds);
}

export function instantOrNull(microseconds: number | null): Instant | null {
  return microseconds === null ? null : instant(microseconds);
}

/** 128 bits of SHA-256 as a uuid: short keys for texts of any length. */
export function hashKey(text: string): string {
  return asUuid(hash('sha256', text, 'hex').slice(0, 32));
}

/** 32 hex digits in the form the database writes. */
export function asUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The 32 hex digits of a uuid column. */
export function hexOf(uuid: string): string {
  return uuid.replaceAll('-', '');
}

/** Lines as they lie in a jsonb column: short names, amounts as decimal text, nothing that is empty. */
export interface LineRow {
  readonly m: string;
  readonly s?: readonly [string, string] | undefined;
  readonly v?: string | undefined;
  readonly q: string;
  readonly b: string;
  readonly p?: string | undefined;
  readonly c: string;
  readonly l?: string | undefined;
  readonly z?: NonNullable<RatedLine['zeroReason']> | undefined;
  readonly a?: readonly (readonly [Move['role'], string, string, string, string])[] | undefined;
}

export function lineRow(line: RatedLine): LineRow {
  const { split, value, card, zeroReason, moves } = line;
  return {
    m: line.meter,
    s: split === null ? undefined : [split.dimension, split.value],
    v: value ?? undefined,
    q: formatQuantity(line.quantity),
    b: formatQuantity(line.billed),
    p: card ?? undefined,
    c: line.credits.toString(),
    l: line.listCredits === line.credits ? undefined : line.listCredits.toString(),
    z: zeroReason ?? undefined,
    a: moves.length === 0 ? undefined : moves.map(moveRow),
  };
}

export function lineOf(row: LineRow): RatedLine {
  const credits = nano(BigInt(row.c));
  return {
    meter: row.m,
    split: row.s ? { dimension: row.s[0], value: row.s[1] } : null,
    value: row.v ?? null,
    quantity: quantity(row.q),
    billed: quantity(row.b),
    card: row.p ?? null,
    credits,
    listCredits: row.l === undefined ? credits : nano(BigInt(row.l)),
    zeroReason: row.z ?? null,
    moves: (row.a ?? []).map(moveOf),
  };
}

function moveRow(move: Move): readonly [Move['role'], string, string, string, string] {
  return [
    move.role,
    move.accumulator,
    move.added.toString(),
    move.before.toString(),
    move.after.toString(),
  ];
}

function moveOf([role, accumulator, added, before, after]: readonly [
  Move['role'],
  string,
  string,
  string,
  string,
]): Move {
  return {
    role,
    accumulator,
    added: BigInt(added),
    before: amountOf(before),
    after: amountOf(after),
  };
}

/** Nano-units written as an integer. */
export function amountOf(text: string): Credits {
  return nano(BigInt(text));
}

/** 1e-12 parts written as an integer. */
export function partsOf(text: string): ReturnType<typeof pico> {
  return pico(BigInt(text));
}
