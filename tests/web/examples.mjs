// Prints the sentences that the page proposes, by language and role.
import { readFileSync } from 'node:fs';

const source = readFileSync(new URL('../../bot/web/src/texts.js', import.meta.url), 'utf8');
const { examplesFor } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
const sentences = {};
for (const language of ['en', 'zh']) for (const role of ['rep', 'manager', 'support', 'admin']) sentences[`${language}.${role}`] = examplesFor(language, role);
console.log(JSON.stringify(sentences));
