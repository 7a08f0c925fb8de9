// Checks the Teams manifest and its translations against the schemas of Microsoft's package; prints the complaints as a JSON array.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));
const folder = path.join(here, '..', '..', 'manifest');
const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'));
const schemas = path.join(path.dirname(require.resolve('@microsoft/app-manifest')), 'json-schemas', 'teams', `v${manifest.manifestVersion}`);
const complaints = [];

const check = (name, json, schemaFile) => {
  const schema = JSON.parse(readFileSync(path.join(schemas, schemaFile), 'utf8'));
  const Ajv = require(schema.$schema?.includes('draft-04') ? 'ajv-draft-04' : 'ajv').default ?? require('ajv');
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  require('ajv-formats').default(ajv);
  const validate = ajv.compile(schema);
  if (!validate(json)) for (const { instancePath, message } of validate.errors) complaints.push(`${name} ${instancePath}: ${message}`);
};

check('manifest.json', manifest, 'MicrosoftTeams.schema.json');
for (const { file } of manifest.localizationInfo.additionalLanguages)
  check(file, JSON.parse(readFileSync(path.join(folder, file), 'utf8')), 'MicrosoftTeams.Localization.schema.json');

if (!readdirSync(schemas).length) complaints.push('no schema');
console.log(JSON.stringify(complaints));
