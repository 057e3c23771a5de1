import type { ApiMount } from "../mount.ts";
import { chargingWindowRoutes } from "./windows.ts";

/** Everything under /api/v1/charging. */
export const chargingApi: ApiMount[] = [
  chargingWindowRoutes,
];
