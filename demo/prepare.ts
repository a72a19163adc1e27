// Makes demo/data and demo/licenses from a directory that holds one folder per source (README.md names
// them): node demo/prepare.ts <sources>. The same sources give the same bytes.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

type Row = Readonly<Record<string, string>>;

const SOURCES = process.argv[2];
if (!SOURCES) throw new Error('usage: node demo/prepare.ts <directory of sources>');

const LICENSED = [
  'azure-llm-2023',
  'elastic-web-logs',
  'llm-prices-modelsdev',
  'mooncake-conversation',
  'ms-cloud-monitoring',
  'nab',
  'servegen-clients',
  'weka-claude-code-traces',
  'wikipedia-pageviews',
];

const CLOUD_SERIES: Readonly<Record<string, string>> = {
  'api-requests-per-second': 'ecommerce-api-incoming-rps/api-01',
  purchases: 'consumer-purchase-rate/purchase-06',
  'latency-01': 'middle-tier-api-dependency-latency/outbound-01',
  'latency-04': 'middle-tier-api-dependency-latency/outbound-04',
  'latency-09': 'middle-tier-api-dependency-latency/outbound-09',
  'latency-10': 'middle-tier-api-dependency-latency/outbound-10',
  'latency-11': 'middle-tier-api-dependency-latency/outbound-11',
  'latency-12': 'middle-tier-api-dependency-latency/outbound-12',
};

const BENCHMARK_SERIES: Readonly<Record<string, string>> = {
  'balancer-requests': 'realAWSCloudwatch/elb_request_count_8c0756',
  'database-cpu': 'realAWSCloudwatch/rds_cpu_utilization_e47b3b',
  'server-cpu': 'realAWSCloudwatch/ec2_cpu_utilization_ac20cd',
  'group-size': 'realAWSCloudwatch/grok_asg_anomaly',
  'mentions-1': 'realTweets/Twitter_volume_FB',
  'mentions-2': 'realTweets/Twitter_volume_AMZN',
  'road-1': 'realTraffic/occupancy_6005',
  'road-2': 'realTraffic/occupancy_t4013',
};

const PRICED_MODELS = ['claude-sonnet-4-5', 'claude-haiku-4-5', 'gpt-5-mini', 'gpt-5'];

/** Every ninth buyer: all that each of them bought stays, so repeated purchases stay repeated. */
const KEPT_BUYERS = 9;

prepareAgentSessions();
prepareInferenceRequests();
prepareChatRequests();
prepareResponses();
prepareCloudSeries();
prepareBenchmarkSeries();
preparePageViews();
prepareImageClients();
prepareClientShares();
preparePrices();
prepareInvoices();
copyLicenses();

function prepareAgentSessions(): void {
  const live = rowsOf('weka-claude-code-traces/requests.csv.gz').filter(
    (r) => r['replayed'] === '0',
  );
  write(
    'agent-sessions',
    'session,sequence,seconds,model,prompt,cached,output',
    live.map((row) => [
      row['trace_id'],
      row['seq'],
      row['t_s'],
      row['model'],
      row['input_tokens'],
      row['cached_prefix_tokens'],
      row['output_tokens'],
    ]),
  );
}

function prepareInferenceRequests(): void {
  const kept = rowsOf('azure-llm-2023/requests.csv.gz').slice(0, 16_000);
  write(
    'inference-requests',
    'surface,input,output',
    kept.map((row) => [row['surface'], row['input_tokens'], row['output_tokens']]),
  );
}

function prepareChatRequests(): void {
  const all = rowsOf('mooncake-conversation/requests.csv.gz');
  write(
    'chat-requests',
    'input,cached,output',
    all.map((row) => [row['input_tokens'], row['cached_prefix_tokens'], row['output_tokens']]),
  );
}

function prepareResponses(): void {
  const all = rowsOf('elastic-web-logs/apache_requests.csv.gz');
  write(
    'responses',
    'bytes',
    all.map((row) => [row['bytes'] || '0']),
  );
}

function prepareCloudSeries(): void {
  const all = rowsOf('ms-cloud-monitoring/series.csv.gz');
  writeSeries(
    'cloud-series',
    Object.entries(CLOUD_SERIES).map(([name, series]) => {
      const points = all.filter((row) => row['series'] === series);
      return {
        name,
        points: points.map((row) => ({ value: row['value'] || '0', marked: row['label'] === '1' })),
      };
    }),
  );
}

function prepareBenchmarkSeries(): void {
  const all = rowsOf('nab/series.csv.gz');
  writeSeries(
    'benchmark-series',
    Object.entries(BENCHMARK_SERIES).map(([name, series]) => {
      const points = all.filter((row) => row['series'] === series);
      return { name, points: points.map((row) => ({ value: row['value'] || '0', marked: false })) };
    }),
  );
}

/** The last 300 days of each of the two pages, named by the shape of their curves. */
function preparePageViews(): void {
  const byPage = Map.groupBy(
    rowsOf('wikipedia-pageviews/daily.csv.gz'),
    (row) => row['page'] ?? '',
  );
  const names = ['views-bursts', 'views-weekly'];
  writeSeries(
    'page-views',
    [...byPage.values()].map((points, index) => ({
      name: names[index] ?? '',
      points: points.slice(-300).map((row) => ({ value: row['views'] ?? '0', marked: false })),
    })),
  );
}

/** Images each client sent in each 3 hours of the sampled day, with the tokens a request had on average. */
function prepareImageClients(): void {
  const tokens = new Map(
    rowsOf('servegen-clients/oneday_tokens_6h.csv.gz')
      .filter((row) => row['model'] === 'mm-image')
      .map((row) => [`${row['client']}/${Number(row['window_start_s']) / 21_600}`, row]),
  );
  const sums = new Map<string, number>();
  for (const row of rowsOf('servegen-clients/oneday_10min_requests.csv.gz')) {
    if (row['model'] !== 'mm-image') continue;
    const key = `${row['client']}/${Math.floor(Number(row['t_s']) / 10_800)}`;
    sums.set(key, (sums.get(key) ?? 0) + Number(row['requests']));
  }
  write(
    'image-clients',
    'client,block,requests,prompt,output',
    [...sums].flatMap(([key, requests]) => {
      const [client = '', block = ''] = key.split('/');
      const mean = tokens.get(`${client}/${Math.floor(Number(block) / 2)}`);
      if (!mean || Number(mean['image_tokens_mean']) === 0) return [];
      const prompt = Math.round(Number(mean['in_mean']) + Number(mean['image_tokens_mean']));
      return [[client, block, requests, prompt, Math.round(Number(mean['out_mean']))]];
    }),
  );
}

function prepareClientShares(): void {
  const sums = new Map<string, number>();
  for (const row of rowsOf('servegen-clients/language_hourly_requests.csv.gz')) {
    if (row['model'] !== 'm-large') continue;
    sums.set(row['client'] ?? '', (sums.get(row['client'] ?? '') ?? 0) + Number(row['requests']));
  }
  const ranked = [...sums.values()].sort((a, b) => b - a).slice(0, 40);
  write(
    'client-shares',
    'requests',
    ranked.map((requests) => [requests]),
  );
}

function preparePrices(): void {
  const kept = rowsOf('llm-prices-modelsdev/prices.csv.gz').filter(
    (row) =>
      ['anthropic', 'openai'].includes(row['provider'] ?? '') &&
      PRICED_MODELS.includes(row['model'] ?? ''),
  );
  write(
    'prices',
    'model,input,output',
    kept.map((row) => [row['model'], row['input_usd_per_mtok'], row['output_usd_per_mtok']]),
  );
}

function prepareInvoices(): void {
  const invoices = rowsOf('online-retail/invoices.csv.gz');
  write(
    'invoices',
    'invoice,time,buyer,country,cancelled,lines',
    invoices.map((row) => [
      row['invoice'],
      row['timestamp'],
      row['customer'],
      row['country'],
      row['is_cancellation'],
      row['lines'],
    ]),
  );
  const kept = new Set(
    invoices
      .filter((row) => row['customer'] && Number(row['customer']) % KEPT_BUYERS === 0)
      .map((row) => row['invoice']),
  );
  const lines = rowsOf('online-retail/lines.csv.gz').filter((row) => kept.has(row['invoice']));
  write(
    'invoice-lines',
    'invoice,item,quantity,price',
    lines.map((row) => [row['invoice'], row['stock_code'], row['quantity'], row['unit_price_gbp']]),
  );
}

function copyLicenses(): void {
  for (const source of LICENSED) {
    const from = join(SOURCES ?? '', source, 'LICENSE.txt');
    if (!existsSync(from)) throw new Error(`${source} has no LICENSE.txt`);
    writeFileSync(join(import.meta.dirname, 'licenses', `${source}.txt`), readFileSync(from));
  }
}

/** The rows of a source by column name. The sources quote no field that is kept. */
function rowsOf(path: string): Row[] {
  const text = gunzipSync(readFileSync(join(SOURCES ?? '', path))).toString('utf8');
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const columns = head.split(',');
  return lines.map((line) => {
    const fields = line.split(',');
    return Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? '']));
  });
}

interface Series {
  readonly name: string;
  readonly points: readonly { readonly value: string; readonly marked: boolean }[];
}

/** One row a series; a point its source marks as an anomaly ends in `!`. */
function writeSeries(name: string, all: readonly Series[]): void {
  write(
    name,
    'series,values',
    all.map((series) => [
      series.name,
      series.points.map((point) => `${point.value}${point.marked ? '!' : ''}`).join(' '),
    ]),
  );
}

function write(name: string, head: string, rows: readonly (readonly unknown[])[]): void {
  const text = `${[head, ...rows.map((row) => row.join(','))].join('\n')}\n`;
  const bytes = gzipSync(text, { level: 9 });
  // The header's operating system byte is the only one that differs between machines.
  bytes[9] = 255;
  writeFileSync(join(import.meta.dirname, 'data', `${name}.csv.gz`), bytes);
}
