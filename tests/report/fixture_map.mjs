// Small pictures for the maps of the fixture: PNG files made here, so that no binary file is kept.
import { deflateSync } from "node:zlib";

const width = 151;
const height = 150;

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32BE(data.length, 0);
  sizes.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([sizes.subarray(0, 4), body, sizes.subarray(4)]);
}

/** `pixel(x, y)` gives [red, green, blue, alpha]. */
function picture(pixel) {
  const raw = Buffer.alloc(height * (1 + 4 * width));
  for (let y = 0; y < height; ++y)
    for (let x = 0; x < width; ++x) Buffer.from(pixel(x, y)).copy(raw, y * (1 + 4 * width) + 1 + 4 * x);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const png = Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(raw, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return `data:image/png;base64,${png.toString("base64")}`;
}

const parse = (colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

function mixed(colours, share) {
  const at = Math.min(Math.max(share, 0), 0.9999) * (colours.length - 1);
  const [low, high] = [parse(colours[Math.floor(at)]), parse(colours[Math.floor(at) + 1])];
  return low.map((value, i) => Math.round(value + (high[i] - value) * (at % 1)));
}

const inside = (x, y) =>
  (x - 76) ** 2 / 72 ** 2 + (y - 74) ** 2 / 70 ** 2 < 1 + 0.08 * Math.sin(Math.atan2(y - 74, x - 76) * 5);
const land = (x, y) => 0.55 + 0.25 * Math.sin(x / 17) * Math.cos(y / 23) + 0.12 * Math.sin((x + 2 * y) / 9);
const pits = [
  [50, 60, 15],
  [90, 85, 12],
  [100, 45, 9],
];

function pitDepth(x, y, year) {
  return Math.max(...pits.map(([px, py, r]) => 1 - Math.hypot(x - px - (year - 2006), y - py) / r), 0);
}

export const size = { width, height };
export const nppColours = [
  "#440154",
  "#472d7b",
  "#3b528b",
  "#2c728e",
  "#21918c",
  "#28ae80",
  "#5ec962",
  "#addc30",
  "#fde725",
];

export function nppPicture(year) {
  return picture((x, y) =>
    inside(x, y)
      ? [...mixed(nppColours, land(x, y) * (1 - pitDepth(x, y, year)) - (year === 2016 ? 0.15 : 0)), 225]
      : [0, 0, 0, 0],
  );
}

export function changePicture(colours) {
  return picture((x, y) => {
    if (!inside(x, y)) return [0, 0, 0, 0];
    const change = land(x, y) + 1.2 * (pitDepth(x, y, 2006) - pitDepth(x, y, 2020)) - 0.1;
    return [
      ...parse(colours[Math.min(Math.max(Math.floor(change * colours.length), 0), colours.length - 1)]),
      255,
    ];
  });
}

export function hillshade() {
  return picture((x, y) => {
    const light = 205 + Math.round(45 * Math.cos(x / 11 + Math.sin(y / 19)));
    return [light, light, light, inside(x, y) ? 255 : 0];
  });
}

export function outlines() {
  return picture((x, y) =>
    pits.some(([px, py, r]) => Math.abs(Math.hypot(x - px - 14, y - py) - r) < 0.8)
      ? [20, 20, 20, 255]
      : [0, 0, 0, 0],
  );
}
