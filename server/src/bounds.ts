import { DAY } from '@fuelgauge/core';

/** Every engineering cap of the server, in one place. None of them is a customer's limit. */
export const bounds = {
  /** Times a transaction is run that lost to another one. */
  transactionAttempts: 5,
  /** Milliseconds after which it is not run again. */
  transactionMs: 5_000,
  /** How long answers are kept for their Idempotency-Key, in microseconds. */
  idempotencyUs: 30 * DAY,
  /** Events in one transaction. */
  batchEvents: 500,
  /** Events waiting in one process. */
  queuedEvents: 20_000,
  /** Bytes of events waiting in one process. */
  queuedBytes: 32 * 1024 * 1024,
  /** Bytes of a request body after decompression. */
  bodyBytes: 8 * 1024 * 1024,
  /** Bytes of all bodies that are being read in one process. */
  bodiesBytes: 64 * 1024 * 1024,
  /** Events in one request. */
  requestEvents: 5_000,
  /** Bytes of one event as JSON. */
  eventBytes: 16 * 1024,
  /** Properties of `data` and of `dimensions` together. */
  eventProperties: 64,
  /** Bytes of one property's value. */
  valueBytes: 1024,
  /** Characters of an id. */
  idCharacters: 255,
  /** Entries in a customer's directory. */
  directoryEntries: 1_000_000,
  /** Items of a customer, those that are gone too. */
  items: 10_000,
  /** Changes of an item's quantity that are kept. */
  itemChanges: 100,
  /** Gaps of ingestion that are declared at a time. */
  ingestionGaps: 1000,
  /** Rows of a table that is searched for what changed. */
  changeRows: 200,
  /** Columns of a pivot. */
  pivotColumns: 200,
  /** Entries of a directory that a pivot looks at for those without usage. */
  pivotEntries: 10_000,
  /** Rows of one page. */
  pageRows: 1000,
  /** Events that one statement of the activity log looks at. */
  activityScan: 20_000,
  /** Statements that one page of the activity log takes. */
  activityWindows: 10,
  /** Streams of server-sent events in one process. */
  liveStreams: 2_000,
  /** Those of one caller. */
  liveStreamsPerCaller: 100,
  /** Bytes that wait for a reader of a stream before it is cut off. */
  liveBytes: 256 * 1024,
  /** Sequence numbers a reader may be behind and still be told what it missed. */
  liveGap: 100_000,
  /** Milliseconds between two looks at what is followed. */
  livePollMs: 500,
  /** Milliseconds after which a silent stream says that it is there. */
  liveBeatMs: 15_000,
  /** Milliseconds between two looks at whether a follower may still. */
  liveCheckMs: 5_000,
  /** Points of one series of a chart. */
  chartBuckets: 10_000,
  /** Customers the sweep books in one go. */
  sweepCustomers: 200,
  /** Milliseconds between two sweeps. */
  sweepIntervalMs: 60_000,
  /** Milliseconds between two rounds of the check. */
  checkIntervalMs: 15_000,
  /** Customers that the check lists at once. */
  checkCustomers: 1000,
  /** Sequence numbers that one transaction of the check reads. */
  checkSeqs: 10_000,
  /** How often each ledger is proved from its first row, in microseconds. */
  proofIntervalUs: DAY,
  /** Transactions of the check for one customer in one round. */
  checkSteps: 20,
} as const;
