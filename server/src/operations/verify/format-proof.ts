import type { CustomerProof, LedgerProof, RuleProof } from '../verify-ledger.ts';

/** A proof as lines to read: those of a customer, or the last line of all. */
export function formatProof(proof: CustomerProof | LedgerProof): string {
  return proof.kind === 'customer' ? customerText(proof) : ledgerText(proof);
}

function customerText(proof: CustomerProof): string {
  const { customer, events, entries, operations, seq, differences, digest } = proof;
  const { recordedFrom, recordedTo, seconds } = proof;
  const about = [
    `${count(events)} events`,
    `${count(entries)} entries`,
    `${count(operations)} operations`,
    `sequence numbers ${seq === 0 ? 'none' : `1 to ${count(seq)}`}`,
    `recorded from ${recordedFrom} to ${recordedTo}`,
    `${seconds.toFixed(1)} s`,
  ];
  const lines = [`${customer}: ${about.join(', ')}`];
  for (const rule of proof.rules) {
    lines.push(`  ${ruleText(rule)}`);
    for (const each of differences) {
      if (each.invariant !== rule.invariant) continue;
      const place = each.seq === null ? '' : `seq ${each.seq}, `;
      lines.push(`      ${place}${each.subject}: expected ${each.expected}, found ${each.found}`);
    }
  }
  lines.push(`  entries ${digest ?? 'without a digest: the replay did not reach the end'}`);
  return lines.join('\n');
}

function ruleText({
  invariant,
  rule,
  status,
  rows,
  looksAt,
  isReplayed,
  differences,
}: RuleProof): string {
  const number = invariant.padEnd(3);
  if (status === 'not in force') return `${number} not in force. ${rule}`;
  const broken = `BROKEN, ${differences === 1 ? 'one difference' : `${count(differences)} differences`}`;
  const outcome = status === 'broken' ? broken : status;
  const seen = rows === null ? '' : ` ${count(rows)} ${looksAt}${isReplayed ? ', replayed' : ''}`;
  return `${number} ${outcome}${seen}. ${rule}`;
}

function ledgerText(proof: LedgerProof): string {
  const { isProved, customers, unknown, events, differences, seconds, digest } = proof;
  const parts = [
    `${count(customers)} ${customers === 1 ? 'customer' : 'customers'}`,
    `${count(events)} events`,
    `${count(differences)} ${differences === 1 ? 'difference' : 'differences'}`,
    ...(unknown.length > 0 ? [`unknown: ${unknown.join(', ')}`] : []),
    `${seconds.toFixed(1)} s`,
    `digest ${digest ?? 'none'}`,
  ];
  return `${isProved ? 'proved' : 'NOT proved'}: ${parts.join(', ')}`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
