import type { ApiMount } from "../mount.ts";
import { homeAssistantRoutes } from "./home_assistant.ts";
import { locationRoutes } from "./locations.ts";
import { networkRoutes } from "./networks.ts";
import { locationRateRoutes, networkRateRoutes } from "./rates.ts";
import { readingRoutes } from "./readings.ts";
import { settingsRoutes } from "./settings.ts";
import { stallRoutes } from "./stalls.ts";
import { subscriptionRoutes } from "./subscriptions.ts";
import { vehicleRoutes } from "./vehicles.ts";

/** Networks, locations and vehicles of a group, with what vehicles report, and its settings. */
export const catalogueApi: ApiMount[] = [
  networkRoutes,
  networkRateRoutes,
  subscriptionRoutes,
  locationRoutes,
  locationRateRoutes,
  stallRoutes,
  vehicleRoutes,
  readingRoutes,
  homeAssistantRoutes,
  settingsRoutes,
];
