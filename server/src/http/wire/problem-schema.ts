import { z } from 'zod';
import { PROBLEMS } from '../problem.ts';

/** Problem details after RFC 9457. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(PROBLEMS) as [string, ...string[]]),
    detail: z.string().describe('What is wrong, where, and what to do.'),
    request_id: z.string().optional(),
    errors: z
      .array(
        z.strictObject({
          pointer: z.string().optional().describe('JSON Pointer into the body.'),
          parameter: z
            .string()
            .optional()
            .describe('A parameter of the path, the query or a header.'),
          detail: z.string(),
        }),
      )
      .optional(),
  })
  .loose()
  .meta({ id: 'Problem', description: 'Why the answer is no. Decide by `code`.' });
