import { z } from 'zod';
import { DIRECTORY_KINDS, instantOut } from './scalars.ts';

/** A part of a directory. */
export const directoryKind = z.enum(DIRECTORY_KINDS);

/** What may be told of an entry. */
export const STATUSES = ['active', 'disabled', 'paused', 'deleted'] as const;
/** Why an entry may be paused. */
export const PAUSE_REASONS = ['admin', 'no_credits', 'limit', 'unusual_spending'] as const;

/** An entry of a directory. */
export const directoryEntry = z
  .strictObject({
    id: z.string(),
    kind: directoryKind,
    name: z.string().nullable(),
    email: z.string().nullable(),
    parent: z.string().nullable(),
    created_at: instantOut,
    updated_at: instantOut,
    status: z.enum(STATUSES),
    pause_reason: z.enum(PAUSE_REASONS).nullable().describe('Null unless it is paused.'),
    status_since: instantOut.describe('Since when the status is in force.'),
    role: z.string().nullable(),
    created_by: z.string().nullable().describe('Of an agent: the member who made it.'),
    scope_kind: z.string().nullable().describe('Of a scope: what it is, such as `folder`.'),
    erased_at: instantOut
      .nullable()
      .describe('When personal data was erased; what it used stays counted.'),
  })
  .meta({
    id: 'DirectoryEntry',
    description: 'A member, group, scope, agent or API key that usage is attributed to.',
  });
