import type { ApiMount } from "../mount.ts";
import { catalogueApi } from "./catalogue.ts";
import { chargingCostRoutes } from "./costs.ts";
import { chargingEnergyRoutes } from "./energy.ts";
import { oneSessionRoutes } from "./session.ts";
import { sessionRoutes } from "./sessions.ts";
import { chargingImportRoutes } from "./imports.ts";
import { chargingWindowRoutes } from "./windows.ts";

/** Everything under /api/v1/charging. */
export const chargingApi: ApiMount[] = [
  sessionRoutes,
  oneSessionRoutes,
  ...catalogueApi,
  chargingImportRoutes,
  chargingWindowRoutes,
  chargingCostRoutes,
  chargingEnergyRoutes,
];
