import type { Context } from "hono";
import type { Fault } from "../../../domain/loggers/device_request.ts";
import type { Input } from "../../../domain/loggers/emoncms/input.ts";
import { MOST_VARIABLES, type Stored } from "../../../domain/loggers/stored_readings.ts";
import type { FromDevice } from "../device.ts";
import type { Devices } from "../router.ts";
import { storeReadings } from "../store.ts";

const NOTHING: Stored = { new: 0, changed: 0, unchanged: 0, unknown: {}, refused: [] };

/**
 * Stores what a request brings, and responds with `ok`, or with 400 and the first sentence that says
 * what was not stored. Texts, which are no readings, are left out and count as refused, no more.
 * Readings of a bulk that are refused do the same: emonhub and IoTaWatt send one again and again, and
 * nothing that is newer, until the response is `ok`.
 */
export async function storeInput(
  c: Context<FromDevice>,
  devices: Devices,
  input: Input,
  isBulk: boolean,
): Promise<Response> {
  const { readings, leftOut, error } = input;
  const stored = readings.length === 0 ? NOTHING : await storeReadings(c, devices, readings);
  const faults: Fault[] = [
    ...(error === undefined ? [] : [{ line: null, message: error }]),
    ...stored.refused.map(({ index, message }) => ({ line: index + 1, message })),
    ...Object.keys(stored.unknown).map((name) => ({
      line: null,
      message: `${name}: the logger has ${MOST_VARIABLES} variables, and can have no more.`,
    })),
  ];
  const unknown = Object.values(stored.unknown).reduce((sum, count) => sum + count, 0);
  const refused = stored.refused.length + unknown;
  c.set("outcome", {
    stored: stored.new + stored.changed + stored.unchanged,
    refused: refused + leftOut + (error === undefined ? 0 : 1),
    faults: leftOut === 0 ? faults : [...faults, { line: null, message: leftOutText(leftOut) }],
  });
  const sentence = isBulk ? error : faults[0]?.message;
  return sentence === undefined ? c.text("ok") : c.text(sentence, 400);
}

const leftOutText = (count: number) =>
  count === 1 ? "1 value is no number." : `${count} values are no numbers.`;
