#!/usr/bin/env node
const OLDEST_NODE = 26;

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  console.error(
    `fuelgauge: It needs Node ${OLDEST_NODE} or later and this is ${process.versions.node}: use "npx fuelgauge" in its folder, or install Node ${OLDEST_NODE}.`,
  );
  process.exitCode = 2;
} else {
  await import('../src/cli/main.ts');
}
