// The house rules that no linter knows, in the manner of a test: prints what breaks them.
import { join } from 'node:path';
import { readRepository } from './read-repository.ts';
import { houseRules } from './tidy/house-rules.ts';

const repository = readRepository(join(import.meta.dirname, '..'));
const findings = houseRules(repository);
for (const { file, line, rule, message } of findings) {
  console.log(`${file}:${line}  ${rule}  ${message}`);
}
console.log(`tidy: ${repository.size} files, ${findings.length} findings`);
if (findings.length > 0) process.exitCode = 1;
