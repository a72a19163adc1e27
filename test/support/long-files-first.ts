import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Starts with the files that take longest. Where no durations are known, files are sorted by size, and that puts the
 * longest last: those of faults are a few lines that run for minutes, and one worker would end with one of them alone.
 */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => moduleId.includes('/test/faults/');
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
