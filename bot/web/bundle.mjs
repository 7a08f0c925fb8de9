// Bundles the page into ../wwwroot/dist. File names carry a hash of their content, so that browsers may keep them for ever;
// everything is also written compressed, once here instead of on every request.
import { build } from 'esbuild';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '..', 'wwwroot');
const out = path.join(root, 'dist');
// Built aside and moved into place at the end: a page is served from whole builds only.
const fresh = path.join(root, `.dist-${process.pid}`);

rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh, { recursive: true });

try {
  const result = await build({
    absWorkingDir: here,
    entryPoints: { app: 'src/main.jsx' },
    outdir: fresh,
    entryNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2020'],
    jsx: 'transform',
    legalComments: 'linked',
    metafile: true,
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    alias: {
      // These build themselves when npm runs their install scripts, which it need not: bundled from their sources.
      'abort-controller-es5': path.join(here, 'node_modules/abort-controller-es5/src/index.mjs'),
      'markdown-it-attrs-es5': path.join(here, 'node_modules/markdown-it-attrs-es5/src/index.mjs'),
      'p-defer-es5': path.join(here, 'node_modules/p-defer-es5/src/index.mjs'),
      // Speech by Microsoft's cloud is not used, and is half of the bundle.
      'microsoft-cognitiveservices-speech-sdk': path.join(here, 'src/no-speech.js'),
      'web-speech-cognitive-services': path.join(here, 'src/no-speech.js'),
      'botframework-directlinespeech-sdk': path.join(here, 'src/no-speech.js')
    },
    logLevel: 'warning'
  });

  const names = Object.keys(result.metafile.outputs).map(file => path.basename(file));
  const script = names.find(name => /^app-.*\.js$/u.test(name));
  const style = names.find(name => /^app-.*\.css$/u.test(name));
  const icon = readFileSync(path.join(here, 'src/icon.svg'));
  const iconName = `icon-${createHash('sha256').update(icon).digest('hex').slice(0, 8).toUpperCase()}.svg`;
  writeFileSync(path.join(fresh, iconName), icon);

  const page = readFileSync(path.join(here, 'src/index.html'), 'utf8')
    .replace('%SCRIPT%', `dist/${script}`)
    .replace('%STYLE%', `dist/${style}`)
    .replace('%ICON%', `dist/${iconName}`);
  writeFileSync(path.join(fresh, 'index.html'), page);

  for (const name of readdirSync(fresh)) {
    if (!/\.(js|css|svg|html)$/u.test(name)) continue;
    const content = readFileSync(path.join(fresh, name));
    writeFileSync(path.join(fresh, `${name}.gz`), gzipSync(content, { level: 9 }));
    writeFileSync(path.join(fresh, `${name}.br`), brotliCompressSync(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
    }));
  }

  rmSync(out, { recursive: true, force: true });
  renameSync(fresh, out);
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
