// Adds up the counters of all .trx files in each folder, and prints a line for each and one for all. Skipped are tests of what only the other
// database does.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const total = { passed: 0, failed: 0, skipped: 0 };
const say = counts => `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
for (const folder of process.argv.slice(2)) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.trx')) : []) {
    const counters = /<Counters ([^>]*)\/?>/.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? '';
    const count = name => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(counters)?.[1] ?? 0);
    counts.passed += count('passed');
    counts.failed += count('failed') + count('error') + count('timeout') + count('aborted');
    counts.skipped += count('total') - count('executed');
  }
  console.log(`${basename(folder)}: ${say(counts)}`);
  for (const key of Object.keys(total)) total[key] += counts[key];
}
console.log(say(total));
