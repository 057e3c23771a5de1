import type { Page } from "../http/router.ts";
import { locationListPage } from "./locations/list.tsx";
import { moveLocationPages } from "./locations/move.tsx";
import { locationPage } from "./locations/show.tsx";
import { stallPages } from "./locations/stalls.tsx";
import { networkListPage } from "./networks/list.tsx";
import { moveNetworkPages } from "./networks/move.tsx";
import { networkPage } from "./networks/show.tsx";
import { subscriptionPages } from "./networks/subscriptions.tsx";
import { ratePages } from "./rates.tsx";
import { reviewPages } from "./review.tsx";
import { chargingSettingsPage } from "./settings.tsx";
import { vehicleListPage } from "./vehicles/list.tsx";
import { vehiclePages } from "./vehicles/show.tsx";

/** Networks, locations and vehicles of a group, what is to be reviewed of them, and its settings. */
export const cataloguePages: Page[] = [
  networkListPage,
  networkPage,
  moveNetworkPages,
  subscriptionPages,
  ratePages,
  locationListPage,
  locationPage,
  moveLocationPages,
  stallPages,
  vehicleListPage,
  vehiclePages,
  reviewPages,
  chargingSettingsPage,
];
