import { describe, expect, it } from 'vitest';
import { type TestReport, tallyLine, tallyTests } from './test-tally.ts';

const PASSED: TestReport = {
  numPassedTests: 2,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ name: 'a', status: 'passed', assertionResults: [] }],
};

describe('the tally of a test run', () => {
  it('a good run counts what passed', () => {
    expect(tallyLine(tallyTests(PASSED, 0), true)).toBe('2 passed, 0 failed');
  });

  it('a file that cannot be loaded is a failure', () => {
    const testResults = [{ name: 'a', status: 'failed', assertionResults: [] }];
    expect(tallyTests({ ...PASSED, testResults }, 1)).toMatchObject({ passed: 2, failed: 1 });
  });

  it('a file with a failed test is not counted again', () => {
    const test = { status: 'failed', fullName: 't' };
    const testResults = [{ name: 'a', status: 'failed', assertionResults: [test] }];
    const report = { ...PASSED, numFailedTests: 1, testResults };
    expect(tallyTests(report, 1)).toMatchObject({ failed: 1 });
  });

  it('a run that ended badly without a failed test is a failure', () => {
    expect(tallyTests(PASSED, 1).failed).toBe(1);
    expect(tallyTests(PASSED, null).failed).toBe(1);
  });

  it('a run without a report is a failure', () => {
    expect(tallyLine(tallyTests(undefined, 0), true)).toBe('0 passed, 1 failed');
  });

  it('a skipped test is named, and fails where skipping is forbidden', () => {
    const test = { status: 'skipped', fullName: 'needs a server' };
    const testResults = [{ name: 'a', status: 'passed', assertionResults: [test] }];
    const tally = tallyTests({ ...PASSED, numPendingTests: 1, testResults }, 0);
    expect(tally.skippedNames).toEqual(['needs a server']);
    expect(tallyLine(tally, true)).toBe('2 passed, 0 failed, 1 skipped');
    expect(tallyLine(tally, false)).toBe('2 passed, 1 failed');
  });
});
