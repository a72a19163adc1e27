import { bucketsIn, HOUR, type Instant, SECOND, shift } from '@fuelgauge/core';
import { assign, fractionOf } from './assignment.ts';
import type { DemoCustomer, DirectoryEntry } from './demo-customer.ts';
import type { DemoFiles } from './demo-files.ts';
import { people } from './people.ts';
import { type Period, yearlyPeriod } from './period.ts';
import { around, readSeries, readTable } from './table.ts';
import { type Draft, inOrder } from './wire-event.ts';

const KEY = 'quillstone';

/** A vision workspace that has used up its year's credits and now pays for flex, month by month. */
export function visionCustomer(now: Instant, files: DemoFiles): DemoCustomer {
  const within = yearlyPeriod(now, 'America/Chicago');
  const members = people(KEY, 8);
  return {
    key: KEY,
    name: 'Quillstone Vision',
    catalog: 'vision',
    plan: 'enterprise',
    timeZone: within.zone,
    anchorAt: within.startedAt,
    startedAt: within.startedAt,
    directory: [...places(), ...members],
    grants: [],
    quotas: { members: 8, projects: PROJECTS.length },
    events: () =>
      inOrder(
        KEY,
        [
          ...inference(files, within),
          ...workflows(files, within),
          ...datasets(files, members, within),
          ...cameras(files, within),
          ...fleet(files, within),
          ...visionEvents(files, within),
        ],
        within,
      ),
  };
}

const FOLDERS: readonly (readonly [id: string, name: string, parent?: string])[] = [
  ['factory', 'Factory'],
  ['line-a', 'Line A', 'factory'],
  ['line-b', 'Line B', 'factory'],
  ['logistics', 'Logistics'],
  ['yard', 'Yard', 'logistics'],
  ['research', 'Research'],
];

interface Key {
  readonly id: string;
  readonly name: string;
  readonly folder?: string;
  readonly project: string;
}

const KEYS: readonly Key[] = [
  { id: 'k1-line-a', name: 'Line A inspection', folder: 'line-a', project: 'weld-seams' },
  { id: 'k2-line-b', name: 'Line B inspection', folder: 'line-b', project: 'label-check' },
  { id: 'k3-gate', name: 'Gate terminal', folder: 'yard', project: 'plate-reader' },
  { id: 'k4-parcels', name: 'Parcel sorter', folder: 'logistics', project: 'parcel-damage' },
  { id: 'k5-trials', name: 'Trials', folder: 'research', project: 'crop-health' },
  { id: 'k6-app', name: 'Workspace key', project: 'weld-seams' },
  { id: 'k7-yard', name: 'Yard cameras', folder: 'yard', project: 'plate-reader' },
  { id: 'k8-audit', name: 'Quality audit', folder: 'factory', project: 'label-check' },
];

const PROJECTS = [
  { id: 'weld-seams', name: 'Weld seams', folder: 'line-a' },
  { id: 'label-check', name: 'Label check', folder: 'line-b' },
  { id: 'plate-reader', name: 'Plate reader', folder: 'yard' },
  { id: 'parcel-damage', name: 'Parcel damage', folder: 'logistics' },
  { id: 'crop-health', name: 'Crop health', folder: 'research' },
] as const;

function places(): DirectoryEntry[] {
  return [
    ...FOLDERS.map(([id, name, parent]) => ({
      kind: 'scopes' as const,
      scopeKind: 'folder',
      id,
      name,
      ...(parent !== undefined && { parent }),
    })),
    ...PROJECTS.map(({ id, name, folder }) => ({
      kind: 'scopes' as const,
      scopeKind: 'project',
      id,
      name,
      parent: folder,
    })),
    ...KEYS.map(({ id, name, folder }) => ({
      kind: 'api-keys' as const,
      id,
      name,
      ...(folder !== undefined && { parent: folder }),
    })),
  ];
}

function placeOf({ id, folder, project }: Key): Record<string, string> {
  return { api_key: id, project, ...(folder !== undefined && { folder }) };
}

/** Clients of the sampled day that sent images in nearly every hour of it. */
const STEADY_CLIENTS = ['0', '7', '10', '11', '12', '13', '5', '26'];
const BLOCK_HOURS = 3;

/** Of the client's requests in a block, this share is the workspace's. */
const KEPT_SHARE = 1 / 300;

/**
 * Processing time of each key in each 3 hours: the sampled day's requests of one client, day after day, higher and
 * lower with the page views of that day. A prompt token takes 0.1 ms and an answer token 8 ms.
 */
function inference(files: DemoFiles, within: Period): Draft[] {
  const byClient = Map.groupBy(readTable(files['image-clients']), ([client = '']) => client);
  return eachDay(files, 'views-weekly', within).flatMap(({ start, day, views }) => {
    const swing = views / MEAN_WEEKLY_VIEWS;
    return KEYS.flatMap((key, index) =>
      (byClient.get(around(STEADY_CLIENTS, index)) ?? []).map(
        ([, block = '', requests, prompt, output]) => {
          const calls = Math.round(Number(requests) * KEPT_SHARE * swing);
          const ms = calls * Math.round(Number(prompt) * 0.1 + Number(output) * 8);
          return {
            at: shift(
              start,
              Number(block) * BLOCK_HOURS * HOUR +
                Math.floor(fractionOf(`${key.id}${block}`) * HOUR),
            ),
            id: `inference/${key.id}/${day}/${block}`,
            type: 'inference.call',
            dimensions: placeOf(key),
            data: { ms, remote: false, calls },
          };
        },
      ),
    );
  });
}

const LATENCIES = [
  'latency-01',
  'latency-04',
  'latency-09',
  'latency-10',
  'latency-11',
  'latency-12',
];

/** One workflow call an hour and key, as long as a service took to answer; an e-mail for each time experts marked. */
function workflows(files: DemoFiles, within: Period): Draft[] {
  return LATENCIES.flatMap((series, index) => {
    const key = around(KEYS, index);
    const readings = readSeries(files['cloud-series'], series);
    return readings.flatMap(({ value, marked }, hour) => {
      const at = shift(within.end, (hour - readings.length) * HOUR + index * 7 * 60 * SECOND);
      if (value === 0) return [];
      const id = `${series}/${hour}`;
      const call: Draft = {
        at,
        id: `workflow/${id}`,
        type: 'inference.call',
        dimensions: placeOf(key),
        data: { ms: value.toFixed(3), remote: true, calls: 1 },
      };
      const { api_key: _, ...project } = placeOf(key);
      const mail: Draft = {
        at: shift(at, SECOND),
        id: `mail/${id}`,
        type: 'email.sent',
        dimensions: project,
      };
      return marked ? [call, mail] : [call];
    });
  });
}

/** What of the pages' views is uploaded as images, and what of the uploads becomes a version or is labelled. */
const UPLOADED_SHARE = 0.12;
const TRAINED_WEEKDAYS = 7;

/** Each project's daily uploads, its stored images so far, and every week a version, labels and a training of it. */
function datasets(files: DemoFiles, members: readonly DirectoryEntry[], within: Period): Draft[] {
  return PROJECTS.flatMap(({ id: project, folder }, index) => {
    const series = index % 2 === 0 ? 'views-bursts' : 'views-weekly';
    const size = [1, 0.8, 0.6, 0.5, 0.3][index] ?? 0;
    let stored = Math.round(30_000 * size);
    return eachDay(files, series, within).flatMap(({ start, day, views }) => {
      const id = `${project}/${day}`;
      const images = Math.round(views * size * UPLOADED_SHARE);
      stored += images;
      const place = { folder, project };
      const by = { ...place, user: assign(members, id).id };
      const at = (hours: number): Instant =>
        shift(start, hours * HOUR + Math.floor(fractionOf(id) * HOUR));
      const weekly: Draft[] = [
        {
          at: at(10),
          id: `version/${id}`,
          type: 'version.generated',
          dimensions: by,
          data: { images: Math.round(stored / 2) },
        },
        {
          at: at(11),
          id: `label/${id}`,
          type: 'autolabel.images',
          dimensions: by,
          data: { images: Math.round(images / 2) },
        },
        {
          at: at(13),
          id: `train/${id}`,
          type: 'train.minutes',
          dimensions: by,
          data: { minutes: Math.round(stored / 250) },
        },
      ];
      return [
        {
          at: start,
          id: `storage/${id}`,
          type: 'storage.sample',
          dimensions: place,
          data: { images: stored },
        },
        { at: at(9), id: `upload/${id}`, type: 'image.upload', dimensions: by, data: { images } },
        ...(day % TRAINED_WEEKDAYS === index ? weekly : []),
      ];
    });
  });
}

const CAMERAS = [
  ['gate-north', 'road-1'],
  ['gate-south', 'road-2'],
] as const;

/** Share of the road that is occupied, in per cent, from which on a camera records without a break. */
const ALWAYS_RECORDING = 14;

/** Minutes each camera recorded in 3 hours, by how much of that time real roads were occupied. */
function cameras(files: DemoFiles, within: Period): Draft[] {
  const step = BLOCK_HOURS * HOUR;
  return CAMERAS.flatMap(([camera, series]) => {
    const readings = readSeries(files['benchmark-series'], series);
    return blocks(within, step).map(({ end, index }) => ({
      at: shift(end, -SECOND),
      id: `video/${camera}/${index}`,
      type: 'edge.video',
      dimensions: { folder: 'yard', api_key: 'k7-yard', camera },
      data: {
        minutes: Math.round(
          BLOCK_HOURS * 60 * Math.min(1, around(readings, index).value / ALWAYS_RECORDING),
        ),
      },
    }));
  });
}

/** Servers of a real scaling group that equal one dedicated GPU of the workspace. */
const SERVERS_PER_GPU = 110;

/** Dedicated hours of each 2 hours, by the size of a real scaling group. */
function fleet(files: DemoFiles, within: Period): Draft[] {
  const sizes = readSeries(files['benchmark-series'], 'group-size');
  const step = 2 * HOUR;
  return blocks(within, step).flatMap(({ end, index }) => {
    const servers = around(sizes, index).value;
    const at = shift(end, -2 * SECOND);
    return [
      {
        at,
        id: `gpu/${index}`,
        type: 'dedicated.gpu',
        dimensions: { folder: 'logistics', api_key: 'k4-parcels' },
        data: { hours: ((servers / SERVERS_PER_GPU) * 2).toFixed(3) },
      },
      {
        at,
        id: `edge/${index}`,
        type: 'edge.images',
        dimensions: { folder: 'factory', api_key: 'k8-audit' },
        data: { images: Math.round(servers * 10) },
      },
    ];
  });
}

const READINGS_PER_BLOCK = 5;

function visionEvents(files: DemoFiles, within: Period): Draft[] {
  const mentions = readSeries(files['benchmark-series'], 'mentions-2');
  return blocks(within, BLOCK_HOURS * HOUR).map(({ end, index }) => {
    const events = Array.from(
      { length: READINGS_PER_BLOCK },
      (_, each) => around(mentions, index * READINGS_PER_BLOCK + each).value,
    ).reduce((sum, value) => sum + value, 0);
    return {
      at: shift(end, -3 * SECOND),
      id: `events/${index}`,
      type: 'vision.events',
      dimensions: { folder: 'line-a', api_key: 'k1-line-a' },
      data: { events },
    };
  });
}

interface Day {
  readonly start: Instant;
  readonly day: number;
  readonly views: number;
}

/** The days of the history with a page's views; its last day is the last that was counted. */
function eachDay(files: DemoFiles, series: string, within: Period): Day[] {
  const days = bucketsIn({ start: within.startedAt, end: within.end }, 'day', within.zone);
  const views = readSeries(files['page-views'], series).slice(-days.length);
  return days.map(({ start }, day) => ({ start, day, views: views[day]?.value ?? 0 }));
}

function blocks(within: Period, step: number): { readonly end: Instant; readonly index: number }[] {
  const count = Math.floor((within.end - within.startedAt) / step);
  return Array.from({ length: count }, (_, index) => ({
    end: shift(within.startedAt, (index + 1) * step),
    index,
  }));
}

const MEAN_WEEKLY_VIEWS = 2400;
