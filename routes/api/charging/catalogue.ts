import type { ApiMount } from "../mount.ts";
import { homeAssistantRoutes } from "./home_assistant.ts";
import { locationRoutes } from "./locations.ts";
import { networkRoutes } from "./networks.ts";
import { readingRoutes } from "./readings.ts";
import { settingsRoutes } from "./settings.ts";
import { vehicleRoutes } from "./vehicles.ts";

/** Networks, locations and vehicles of a group, with what vehicles report, and its settings. */
export const catalogueApi: ApiMount[] = [
  networkRoutes,
  locationRoutes,
  vehicleRoutes,
  readingRoutes,
  homeAssistantRoutes,
  settingsRoutes,
];
