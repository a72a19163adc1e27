import type { Repository } from '../read-repository.ts';
import { documentRules } from './document-rules.ts';
import { fileRules } from './file-rules.ts';
import type { Finding } from './finding.ts';
import { matrixRule } from './matrix-rule.ts';
import { sourceRules } from './source-rules.ts';
import { sqlRules } from './sql-rules.ts';

/** Every house rule over a repository, in the order of the files. Empty when all of them hold. */
export function houseRules(repository: Repository): Finding[] {
  return [fileRules, sourceRules, sqlRules, documentRules, matrixRule]
    .flatMap((rules) => rules(repository))
    .toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}
