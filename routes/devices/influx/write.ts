import type { Context } from "hono";
import { AppError } from "../../../domain/errors.ts";
import { parseLines } from "../../../domain/loggers/line_protocol/parse.ts";
import type { Precision } from "../../../domain/loggers/line_protocol/times.ts";
import type { FromDevice } from "../device.ts";
import type { Devices } from "../router.ts";
import { Arriving } from "../arriving.ts";
import { influxError } from "./errors.ts";

/** Units of time of /api/v2/write, and of /write. */
export const PRECISIONS_2: Precision[] = ["ns", "us", "ms", "s"];
export const PRECISIONS_1: Precision[] = ["ns", "n", "us", "u", "ms", "s", "m", "h"];

/**
 * Handles a request with line protocol: stores all good lines, and responds with 204, or with 400 if
 * one was refused. Other parameters than `precision` (org, bucket, db, rp, consistency) mean nothing
 * here: the key says whose readings they are.
 */
export const writeLines =
  (devices: Devices, precisions: Precision[]) => async (c: Context<FromDevice>) => {
    const precision = precisionOf(c.req.query("precision") || "ns", precisions);
    const body = new Uint8Array(await c.req.arrayBuffer());
    const now = Number(c.var.services.now().epochNanoseconds / 1000n);
    const arriving = new Arriving(c, devices);
    let isPartial = false;
    for (const { readings, lines, texts, faults } of parseLines(body, { precision, now })) {
      arriving.refuse(faults);
      if (readings.length === 0) await turnOfOthers();
      await arriving.store(readings, (index) => lines[index]!);
      isPartial ||= readings.length > 0 || texts > 0;
    }
    arriving.record();
    if (arriving.refused === 0) return c.body(null, 204);
    const message = isPartial ? partialWrite(arriving) : sentences(arriving);
    return c.json(influxError(c, "invalid", message, arriving.faults[0]?.line), 400);
  };

function precisionOf(text: string, precisions: Precision[]): Precision {
  const known = precisions.find((one) => one === text);
  if (known) return known;
  throw new AppError("malformed", `invalid precision "${text}" (use ${precisions.join(", ")})`);
}

const turnOfOthers = () => new Promise((resolve) => setTimeout(resolve));

const sentences = ({ faults, refused }: Arriving) =>
  [
    ...faults.map(({ message }) => message),
    ...(refused > faults.length ? [`and ${refused - faults.length} more`] : []),
  ].join("\n");

/** Returns the sentence of InfluxDB 1.x for a request of which some lines were stored. */
const partialWrite = (arriving: Arriving) =>
  `partial write: ${sentences(arriving)} dropped=${arriving.dropped}`;
