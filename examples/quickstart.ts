// Records usage, reads the balance, takes some of it back and reads again. It needs a server:
//   FUELGAUGE_OPERATOR_KEY=… FUELGAUGE_CATALOG=hosting npx fuelgauge serve
import { Fuelgauge, FuelgaugeError } from '@fuelgauge/sdk';

const fuelgauge = new Fuelgauge({
  baseUrl: process.env['FUELGAUGE_URL'] ?? 'http://127.0.0.1:4000',
  key: process.env['FUELGAUGE_OPERATOR_KEY'],
});
const customer = process.argv[2] ?? 'sdk-example';

try {
  await fuelgauge.customers.put(customer, { name: 'Example', plan: 'pro' });

  // Ids and times that are absent are filled in before the first attempt, so that no repetition
  // charges twice.
  const { results } = await fuelgauge.events.record([
    { type: 'deploy.succeeded', customer, data: { context: 'production' } },
    { type: 'bandwidth.usage', customer, data: { gb: '2.5' } },
  ]);
  for (const { id, status, credits } of results) console.log(`${id} ${status} ${credits} credits`);
  await tellBalance();

  const deploy = results[0]?.id ?? '';
  const correction = await fuelgauge.events.void(customer, { id: deploy, reason: 'it failed' });
  console.log(`${deploy} ${correction.status} ${correction.credits} credits`);
  await tellBalance();
} catch (error) {
  if (!(error instanceof FuelgaugeError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}

async function tellBalance(): Promise<void> {
  const { available, total, resets_at } = await fuelgauge.balance.get(customer);
  console.log(`${available ?? 'unlimited'} of ${total} credits left, until ${resets_at}`);
}
