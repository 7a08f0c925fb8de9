// What the .NET build calls: installs the locked packages when they changed and bundles the page when its sources did.
// Two builds at the same moment wait for each other; the second then finds everything done.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(here, 'node_modules');
const lock = path.join(here, '.build-lock');
const installedStamp = path.join(modules, '.botcrm-installed');
const bundledStamp = path.join(here, '..', 'wwwroot', 'dist', '.botcrm-bundled');
const patience = 10 * 60 * 1000;

const fail = message => {
  // In this form MSBuild reports it as an error of its own.
  console.error(`bot/web : error WEB001: ${message}`);
  process.exit(1);
};

const pause = milliseconds => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

const isAlive = pid => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

const isAbandoned = () => {
  try {
    const holder = Number(readFileSync(path.join(lock, 'pid'), 'utf8'));
    return !isAlive(holder);
  } catch {
    // Between making the folder and writing the number, or another cleared it up just now.
    return Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 10_000;
  }
};

const takeLock = () => {
  const until = Date.now() + patience;
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(path.join(lock, 'pid'), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned()) rmSync(lock, { recursive: true, force: true });
    else if (Date.now() > until) fail(`another build of the page has held ${lock} for ten minutes; end it, or delete the folder.`);
    else pause(200);
  }
};

const filesUnder = folder =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap(entry => (entry.isDirectory() ? filesUnder(path.join(folder, entry.name)) : [path.join(folder, entry.name)]))
    .sort();

const digest = files => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(path.relative(here, file).replaceAll('\\', '/')).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
};

const isUpToDate = (stamp, state) => existsSync(stamp) && readFileSync(stamp, 'utf8') === state;

const run = (command, args, what) => {
  // On Windows npm is a script, which only a shell starts.
  const { status, error } = spawnSync(command, args, { cwd: here, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' && command === 'npm' });
  if (error?.code === 'ENOENT') fail(`${command} was not found. Install Node.js 20 or later, which brings it.`);
  if (status !== 0) fail(what);
};

if (Number(process.versions.node.split('.')[0]) < 20) fail(`Node.js ${process.versions.node} is too old; install Node.js 20 or later, or build without the page: -p:SkipWeb=true`);

takeLock();
process.on('exit', () => rmSync(lock, { recursive: true, force: true }));

const packages = digest([path.join(here, 'package.json'), path.join(here, 'package-lock.json')]);
if (!isUpToDate(installedStamp, packages)) {
  console.log('Installing the packages of the chat page (npm ci) …');
  run(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    'npm ci failed, see above; without network access build without the page: -p:SkipWeb=true'
  );
  writeFileSync(installedStamp, packages);
}

const sources = packages + digest([...filesUnder(path.join(here, 'src')), path.join(here, 'bundle.mjs')]);
if (!isUpToDate(bundledStamp, sources)) {
  console.log('Bundling the chat page …');
  run(process.execPath, [path.join(here, 'bundle.mjs')], 'the page could not be bundled, see above.');
  writeFileSync(bundledStamp, sources);
}
