// Draws color.png and outline.png. Run after changing the mark: node manifest/draw-icons.mjs
// A shape is a signed distance (negative inside), so that edges are smooth without any drawing library.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));

// Coordinates are those of a 32 by 32 square.
const roundedBox = (left, top, right, bottom, radius) => (x, y) => {
  const dx = Math.abs(x - (left + right) / 2) - (right - left) / 2 + radius;
  const dy = Math.abs(y - (top + bottom) / 2) - (bottom - top) / 2 + radius;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
};

const triangle = (...corners) => (x, y) => {
  let inside = -Infinity;
  for (let i = 0; i < 3; i++) {
    const [ax, ay] = corners[i];
    const [bx, by] = corners[(i + 1) % 3];
    inside = Math.max(inside, ((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / Math.hypot(bx - ax, by - ay));
  }
  return inside;
};

const union = (...shapes) => (x, y) => Math.min(...shapes.map(shape => shape(x, y)));
const ring = (shape, width) => (x, y) => Math.max(shape(x, y), -shape(x, y) - width);

const bubble = union(roundedBox(7, 7.5, 25, 20.5, 3), triangle([10.5, 20], [16.5, 20], [10.5, 25.5]));
const bars = union(roundedBox(11, 13.8, 13.2, 17.2, 1.1), roundedBox(14.9, 10.6, 17.1, 17.2, 1.1), roundedBox(18.8, 12.4, 21, 17.2, 1.1));

const cover = (distance, pixel) => Math.min(1, Math.max(0, 0.5 - distance / pixel));

const draw = (size, layers) => {
  const pixel = 32 / size;
  const rows = [];
  for (let row = 0; row < size; row++) {
    const line = Buffer.alloc(1 + size * 4);
    for (let column = 0; column < size; column++) {
      let [red, green, blue, alpha] = [0, 0, 0, 0];
      for (const { shape, color } of layers) {
        const share = cover(shape((column + 0.5) * pixel, (row + 0.5) * pixel), pixel);
        const total = share + alpha * (1 - share);
        if (total > 0) [red, green, blue] = [red, green, blue].map((value, i) => (color[i] * share + value * alpha * (1 - share)) / total);
        alpha = total;
      }
      line.set([red, green, blue, alpha * 255].map(Math.round), 1 + column * 4);
    }
    rows.push(line);
  }
  return png(size, Buffer.concat(rows));
};

const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  const check = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
};

const png = (size, pixels) => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits each of red, green, blue and alpha.
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels, { level: 9 })),
    chunk('IEND', Buffer.alloc(0))
  ]);
};

const white = [255, 255, 255];
const blue = [0x2f, 0x5f, 0xd0];

// Teams rounds the corners of the colour icon itself; the outline may be white and transparent only.
writeFileSync(path.join(here, 'color.png'), draw(192, [{ shape: () => -32, color: blue }, { shape: bubble, color: white }, { shape: bars, color: blue }]));
writeFileSync(path.join(here, 'outline.png'), draw(32, [{ shape: union(ring(bubble, 1.5), bars), color: white }]));
