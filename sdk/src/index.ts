export {
  type DirectoryKind,
  Fuelgauge,
  type RecordEvents,
  type RecordedEvent,
} from './fuelgauge.ts';
export { FuelgaugeError, type FuelgaugeErrorCode, type ProblemPlace } from './fuelgauge-error.ts';
export type { Page, PageQuery, Pager } from './pager.ts';
export { type EventInput, type RecordOptions, stampEvent } from './record-events.ts';
export type { Recorder, RecorderOptions } from './recorder.ts';
export type { CallOptions, FuelgaugeOptions } from './transport.ts';
export type * from './wire.ts';
