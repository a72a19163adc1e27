// CloudEvents 1.0 in the JSON format, as events of ours.
//
//   id, source, type   the same
//   time               occurred_at
//   subject            customer, unless the extension `customer` names it
//   data               data
//   extensions         customer, dimensions (an object, or its JSON as a string), run, sequence, enforce

/** An event in our form, or the first thing that keeps it from being one. */
export type MappedEvent =
  | { readonly ok: true; readonly event: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly pointer: string; readonly detail: string };

/** Maps one CloudEvent. Other extensions are left out, as the specification asks of who does not know them. */
export function fromCloudEvent(sent: unknown): MappedEvent {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent))
    return fault('', 'A CloudEvent is a JSON object.');
  const cloud = sent as Readonly<Record<string, unknown>>;
  if (cloud['specversion'] !== '1.0') return fault('/specversion', 'specversion must be "1.0".');
  if (cloud['data_base64'] !== undefined)
    return fault('/data_base64', 'Send data as JSON, in data.');
  const type = cloud['datacontenttype'];
  if (type !== undefined && !isJsonType(type))
    return fault('/datacontenttype', 'datacontenttype must be application/json or absent.');
  const { subject } = cloud;
  if (subject !== undefined && subject !== null && typeof subject !== 'string')
    return fault('/subject', 'subject must be a string.');
  const dimensions = objectOf(cloud['dimensions']);
  if (dimensions === null)
    return fault('/dimensions', 'dimensions must be an object, or its JSON as a string.');
  const sequence = numberOf(cloud['sequence']);
  if (sequence === null)
    return fault('/sequence', 'sequence must be a whole number, or its digits as a string.');
  const event = {
    id: cloud['id'],
    source: cloud['source'],
    type: cloud['type'],
    customer: cloud['customer'] ?? subject,
    occurred_at: cloud['time'],
    dimensions,
    data: cloud['data'],
    run: cloud['run'],
    sequence,
    enforce: cloud['enforce'],
  };
  return {
    ok: true,
    event: Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined)),
  };
}

/** Where in a CloudEvent a field of ours came from. */
export function cloudPointer(pointer: string, sent: unknown): string {
  if (pointer === '/occurred_at') return '/time';
  const hasCustomer = typeof sent === 'object' && sent !== null && Object.hasOwn(sent, 'customer');
  return pointer === '/customer' && !hasCustomer ? '/subject' : pointer;
}

function fault(pointer: string, detail: string): MappedEvent {
  return { ok: false, pointer, detail };
}

function isJsonType(type: unknown): boolean {
  return typeof type === 'string' && /^[\w.+-]+\/(?:[\w.+-]+\+)?json(?:\s*;|$)/i.test(type);
}

/** Null for what is neither absent, nor an object, nor the text of one. */
function objectOf(value: unknown): unknown {
  if (typeof value !== 'string') return value === null ? undefined : value;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && !Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** The `sequence` extension is a string in CloudEvents. */
function numberOf(value: unknown): unknown {
  if (typeof value !== 'string') return value === null ? undefined : value;
  return /^\d{1,16}$/.test(value) ? Number(value) : null;
}
