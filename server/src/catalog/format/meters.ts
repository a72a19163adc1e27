import { z } from 'zod';
import { eventType, id, label, matchedValues, name } from './scalar.ts';

/** `meters`: the rules that turn events into quantities. */
export const meterSchema = z.strictObject({
  id: id.describe('Id of the meter.'),
  label: label.describe('What it is called.'),
  category: id.describe('The category it is shown in.'),
  event: eventType.describe('The type of event it reads. Several meters may read one type.'),
  aggregation: z
    .enum(['sum', 'count', 'unique', 'max', 'latest', 'time_weighted'])
    .describe(
      'How events become a quantity: add the values up (`sum`), count events (`count`) or different values (`unique`), keep the greatest (`max`) or the newest (`latest`) value, or weigh a level by the time it held (`time_weighted`, per calendar month).',
    ),
  value: name
    .optional()
    .describe(
      'The name whose value is added, counted or kept. Every aggregation but `count` needs it, or `values`. Beside `values` it is the single form: one quantity, with the dimension of `values` saying which.',
    ),
  values: z
    .strictObject({
      dimension: id.describe('The dimension that tells the quantities apart.'),
      from: z
        .record(z.string().min(1), name)
        .describe(
          'The property each value of the dimension is read from. Those present are counted; one must be.',
        ),
    })
    .optional()
    .describe('Several quantities of one event, each with its own line.'),
  unit: label.describe('What is counted, in the singular: request, GB-hour, image-month.'),
  dims: z.array(id).describe('The dimensions its usage can be split by.'),
  where: z
    .record(name, matchedValues)
    .optional()
    .describe(
      'The meter reads only events in which every name has the text, or one of the texts, beside it.',
    ),
});
