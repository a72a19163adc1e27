import { z } from 'zod';
import { flag, id, label, name } from './scalar.ts';

/** `dimensions`: what usage can be attributed to and split by. */
export const dimensionSchema = z.strictObject({
  id: id.describe('Id of the dimension: the name events send its value under.'),
  label: label.describe('What it is called.'),
  kind: z
    .enum(['flat', 'tree'])
    .describe(
      '`flat`: values have no parents. `tree`: with `parent`, each value hangs in a value of that dimension; without, in another value of its own.',
    ),
  parent: id.optional().describe("For a tree: the dimension whose values are this one's parents."),
  values: z
    .array(z.string().min(1))
    .optional()
    .describe('Values known beforehand, in the order they are shown. Others may appear.'),
  valueLabels: z
    .record(z.string().min(1), label)
    .optional()
    .describe(
      'What values are called, such as { "cli": "CLI" }. A value of `values` without one is called by its id in words.',
    ),
  unattributed: label.describe('What usage without a value is shown as.'),
  directory: z
    .enum(['members', 'groups', 'scopes', 'agents', 'api-keys'])
    .optional()
    .describe('The kind of directory entry its values are. A value not seen before makes one.'),
  scopeKind: id
    .optional()
    .describe('With `directory: scopes`: the kind of scope, such as folder or project.'),
  from: z
    .array(name)
    .min(1)
    .optional()
    .describe(
      'Where the value comes from: the first of these present decides. List the dimension itself to say when its own value counts.',
    ),
  hourly: flag.optional().describe('Keep totals by hour as well as by day.'),
  gate: id
    .optional()
    .describe('A feature of plans: customers without it do not see the dimension.'),
  asOf: z
    .enum(['event', 'now'])
    .optional()
    .describe(
      'Whether usage stays with the parent it had when it happened (`event`) or is shown under the parent of today (`now`).',
    ),
});

/** `categories`: the sections meters are shown in. */
export const categorySchema = z.strictObject({
  id: id.describe('Id of the category.'),
  label: label.describe('What it is called.'),
  parent: id.optional().describe('The category it is shown within.'),
});
