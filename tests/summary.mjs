// Adds up the counters of all .trx files in a folder and prints one closing line.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
let passed = 0, failed = 0, skipped = 0;
for (const file of readdirSync(folder).filter(name => name.endsWith('.trx'))) {
  const counters = /<Counters ([^>]*)\/?>/.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? '';
  const count = name => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(counters)?.[1] ?? 0);
  passed += count('passed');
  failed += count('failed') + count('error') + count('timeout') + count('aborted');
  skipped += count('notExecuted');
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
