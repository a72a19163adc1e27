import { describe, expect, it } from 'vitest';
import { describeMeasures, measureRepository } from './measure-repository.ts';

const LINE = 'export const one: number = 1;\n';
const REPOSITORY = new Map([
  ['core/src/a.ts', LINE],
  ['core/src/b.ts', LINE.repeat(3)],
  ['web/src/C.tsx', LINE.repeat(10)],
  ['core/src/a.test.ts', LINE.repeat(4)],
  ['tools/d.ts', `export const loose: ${'any'} = 1;\n`],
  ['server/src/store/schema.sql', 'select 1;\n'.repeat(900)],
  ['server/package.json', '{ "dependencies": { "pg": "1", "@fuelgauge/core": "1" } }'],
  ['web/package.json', '{ "dependencies": { "react": "1" }, "devDependencies": { "vite": "1" } }'],
]);

describe('measures of the repository', () => {
  it('source is counted without tests, tools and generated files', () => {
    expect(measureRepository(REPOSITORY)).toEqual({
      files: 3,
      lines: 14,
      median: 3,
      p90: 3,
      max: 10,
      testLines: 4,
      any: 1,
      notes: 0,
      dependencies: 2,
    });
  });

  it('an empty repository is measured too', () => {
    expect(describeMeasures(measureRepository(new Map()))).toContain('source: 0 files, 0 lines');
  });
});
