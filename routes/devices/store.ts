import type { Context } from "hono";
import type { Reading } from "../../domain/loggers/reading.ts";
import type { Stored } from "../../domain/loggers/stored_readings.ts";
import { storeFromDevice } from "../../sql/loggers/readings.ts";
import type { FromDevice } from "./device.ts";
import { unknownKey } from "./key.ts";
import type { Devices } from "./router.ts";

/**
 * Stores readings by the key of a request, and counts them. Throws not_signed_in for a key that has
 * been revoked meanwhile, and "unavailable" when there is no connection for it in time.
 */
export async function storeReadings(
  c: Context<FromDevice>,
  { services: { database: { devices } }, rates, turns }: Devices,
  readings: readonly Reading[],
): Promise<Stored> {
  const { logger_uuid, site_group_uuid, keyHash } = c.var.device;
  rates.add(logger_uuid, readings.length);
  const store = () => storeFromDevice(devices, keyHash, readings);
  const stored = await turns.run(
    logger_uuid,
    () => devices.places.run(site_group_uuid ?? logger_uuid, store),
  );
  if (!stored) throw unknownKey();
  return stored;
}
