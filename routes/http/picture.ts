/** PNG pictures of SVG drawings, made one at a time in a thread that can be ended. */
import { createRequire } from "node:module";
import { AppError } from "../../domain/errors.ts";

/** Bounds of a picture: milliseconds to draw it, and how many may wait for their turn. */
export interface PictureLimits {
  drawMs: number;
  waiting: number;
}

/** More than the size in CSS pixels, for screens with many pixels and for print. */
const ZOOM = 1.5;

let last: Promise<unknown> = Promise.resolve();
let waiting = 0;

/**
 * Draws an SVG file as PNG. Throws "unavailable" while too many wait, and when drawing takes longer
 * than allowed: its thread is ended.
 */
export async function drawPicture(
  svg: string,
  limits: PictureLimits,
): Promise<Uint8Array<ArrayBuffer>> {
  if (waiting >= limits.waiting) throw busy("Several pictures are being drawn right now.");
  waiting++;
  const before = last;
  const { promise, resolve } = Promise.withResolvers<void>();
  last = promise;
  await before;
  waiting--;
  try {
    return await inThread(svg, limits);
  } finally {
    resolve();
  }
}

const busy = (what: string) =>
  new AppError("unavailable", `${what} Try again in a few seconds, or take the SVG.`, {
    retryAfterSeconds: 3,
  });

/** What the thread sends: that it has read its files, then the picture. */
type FromThread = "ready" | { png: Uint8Array<ArrayBuffer> } | { failure: string };

/** Starts a thread for one picture, and ends it. The time counts from when the thread is ready. */
async function inThread(svg: string, { drawMs }: PictureLimits): Promise<Uint8Array<ArrayBuffer>> {
  const worker = new Worker(new URL("./picture_worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  worker.onmessage = ({ data }: MessageEvent<FromThread>) => {
    if (data === "ready") {
      timer = setTimeout(() => reject(busy("The picture took too long.")), drawMs);
      worker.postMessage({ svg, zoom: ZOOM });
    } else if ("png" in data) resolve(data.png);
    else reject(new Error(data.failure));
  };
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(event.message));
  };
  worker.postMessage(filesOf());
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}

/** Returns where the renderer and its only font are. */
function filesOf() {
  const { resolve } = createRequire(import.meta.url);
  return {
    wasm: resolve("@resvg/resvg-wasm/index_bg.wasm"),
    font: resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
  };
}
