/** The thread of `picture.ts`: reads the renderer and the font, then draws one picture. */
/// <reference lib="webworker" />
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { pngOf } from "./png.ts";

type ToThread = { wasm: string; font: string } | { svg: string; zoom: number };

const thread = self as unknown as DedicatedWorkerGlobalScope;
let font: Uint8Array;

async function read(files: { wasm: string; font: string }): Promise<"ready"> {
  const [wasm, letters] = await Promise.all([Deno.readFile(files.wasm), Deno.readFile(files.font)]);
  await initWasm(wasm);
  font = letters;
  return "ready";
}

function draw({ svg, zoom }: { svg: string; zoom: number }) {
  const drawing = new Resvg(svg, {
    fitTo: { mode: "zoom", value: zoom },
    font: { fontBuffers: [font], defaultFontFamily: "DejaVu Sans" },
  });
  return { png: pngOf(drawing.render()) };
}

thread.onmessage = async ({ data }: MessageEvent<ToThread>) => {
  try {
    thread.postMessage("wasm" in data ? await read(data) : draw(data));
  } catch (error) {
    thread.postMessage({ failure: String(error) });
  }
};
