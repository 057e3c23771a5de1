import type { Context } from "hono";
import { AppError } from "../../domain/errors.ts";
import type { Reading } from "../../domain/loggers/reading.ts";
import type { Stored } from "../../domain/loggers/stored_readings.ts";
import { storeFromDevice } from "../../sql/loggers/readings.ts";
import type { FromDevice } from "./device.ts";
import type { Devices } from "./router.ts";

/** Stores readings by the key of a request, and counts them. Throws not_signed_in for a revoked key. */
export async function storeReadings(
  c: Context<FromDevice>,
  { services, rates }: Devices,
  readings: readonly Reading[],
): Promise<Stored> {
  const { logger_uuid, keyHash } = c.var.device;
  rates.add(logger_uuid, readings.length);
  const stored = await storeFromDevice(services.database.owner, keyHash, readings);
  if (stored) return stored;
  throw new AppError("not_signed_in", "This key of a logger is unknown or revoked.");
}
