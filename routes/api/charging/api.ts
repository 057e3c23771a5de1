import type { ApiMount } from "../mount.ts";
import { catalogueApi } from "./catalogue.ts";
import { chargingCostRoutes } from "./costs.ts";
import { chargingEnergyRoutes } from "./energy.ts";
import { chargingWindowRoutes } from "./windows.ts";

/** Everything under /api/v1/charging. */
export const chargingApi: ApiMount[] = [
  ...catalogueApi,
  chargingWindowRoutes,
  chargingCostRoutes,
  chargingEnergyRoutes,
];
