// Generates a client from an OpenAPI document with openapi-typescript and openapi-fetch, compiles it strictly, with a call of every operation and
// a small program (openapi-program.ts), and runs that program.
// usage: node openapi-client.mjs <address> < document.json
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const [address] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const document = JSON.parse(Buffer.concat(chunks).toString('utf8'));

// Below node_modules, so that packages are found and nothing is left in the source tree.
const folder = await mkdtemp(join(here, 'node_modules', '.openapi-'));
try {
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'api.ts'), astToString(await openapiTS(document)));
  const calls = [];
  for (const [path, verbs] of Object.entries(document.paths)) {
    for (const [verb, operation] of Object.entries(verbs)) {
      calls.push(`export const ${operation.operationId} = async (init: FetchOptions<paths[${JSON.stringify(path)}][${JSON.stringify(verb)}]>) => {
  const { data, error, response } = await client.${verb.toUpperCase()}(${JSON.stringify(path)}, init);
  return error ? { code: (error satisfies { code?: string }).code, response } : { data, response };
};`);
    }
  }
  await writeFile(
    join(folder, 'every.ts'),
    `import createClient, { type FetchOptions } from 'openapi-fetch';\nimport type { paths } from './api.js';\nexport const client = createClient<paths>({ baseUrl: ${JSON.stringify(address)} });\n${calls.join('\n')}\n`
  );
  await copyFile(join(here, 'openapi-program.ts'), join(folder, 'program.ts'));

  const program = ts.createProgram([join(folder, 'every.ts'), join(folder, 'program.ts')], {
    strict: true,
    noUncheckedIndexedAccess: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    skipLibCheck: true,
    noEmitOnError: true
  });
  const result = program.emit();
  const complaints = [...ts.getPreEmitDiagnostics(program), ...result.diagnostics];
  if (complaints.length > 0 || result.emitSkipped) {
    console.error(ts.formatDiagnostics(complaints.slice(0, 30), { getCanonicalFileName: name => name, getCurrentDirectory: () => folder, getNewLine: () => '\n' }));
    process.exitCode = 1;
  } else {
    const { run } = await import(pathToFileURL(join(folder, 'program.js')));
    console.log(JSON.stringify({ operations: calls.length, told: await run(address) }));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
