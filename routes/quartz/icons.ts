import { Hono } from "hono";
import type { Visitor } from "../http/context.ts";
import { pngOf } from "../http/png.ts";

const SIZE = 32;
const [NIGHT, SUN, WHITE] = [[0x0b, 0x3a, 0x5b], [0xff, 0xd0, 0x53], [0xff, 0xff, 0xff]] as const;

/** Where the logo has a step of a day's power: from, to (columns) and height (row). */
const STEPS = [[5, 10, 25], [10, 15, 19], [15, 19, 14], [19, 23, 18], [23, 27, 24]] as const;

/** The colour of a pixel of Sitecast's logo: the sun above the steps of a day's power. */
function colourAt(column: number, row: number): readonly number[] {
  if (Math.hypot(column + 0.5 - 22, row + 0.5 - 9) < 4) return SUN;
  const isStep = STEPS.some(([from, to, top]) => column >= from && column < to && row >= top);
  return isStep && row < 27 ? WHITE : NIGHT;
}

function logo(): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(SIZE * SIZE * 4);
  for (let at = 0; at < SIZE * SIZE; at++) {
    pixels.set(colourAt(at % SIZE, Math.floor(at / SIZE)), at * 4);
  }
  return pngOf({ width: SIZE, height: SIZE, pixels });
}

/** Returns an ICO file that holds one PNG: a directory of one entry, then the picture. */
function iconOf(png: Uint8Array): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(22 + png.length);
  const head = new DataView(file.buffer);
  head.setUint16(2, 1, true); // an icon
  head.setUint16(4, 1, true); // one picture
  file.set([SIZE, SIZE], 6);
  head.setUint16(10, 1, true); // planes
  head.setUint16(12, 24, true); // bits a pixel
  head.setUint32(14, png.length, true);
  head.setUint32(18, 22, true); // where the picture begins
  file.set(png, 22);
  return file;
}

/** The address of the logo, as the site API has it. */
export const LOGO = "/QUARTZSOLAR_LOGO_SECONDARY_BLACK_1.png";

/** GET /favicon.ico and the logo, for everybody: Sitecast's own at the addresses of the site API. */
export function iconRoutes() {
  const routes = new Hono<Visitor>();
  const png = logo();
  const icon = iconOf(png);
  routes.get("/favicon.ico", (c) => c.body(icon, 200, { "Content-Type": "image/x-icon" }));
  routes.get(LOGO, (c) => c.body(png, 200, { "Content-Type": "image/png" }));
  return routes;
}
