import type { Page } from "../http/router.ts";
import { bulkPage } from "./bulk.tsx";
import { chargingCosts } from "./costs.tsx";
import { cataloguePages } from "./catalogue_pages.ts";
import { editSessionPage } from "./edit.tsx";
import { chargingImportPages } from "./imports/pages.ts";
import { chargingEnergy } from "./energy.tsx";
import { sessionListPage } from "./list.tsx";
import { sessionListCsv } from "./list_csv.ts";
import { newSessionPage } from "./new.tsx";
import { removeSessionPage } from "./remove.tsx";
import { sessionPage } from "./session.tsx";

/** Everything under /charging. */
export const chargingPages: Page[] = [
  ...cataloguePages,
  sessionListPage,
  ...chargingImportPages,
  chargingCosts,
  chargingEnergy,
  sessionListCsv,
  bulkPage,
  newSessionPage,
  sessionPage,
  editSessionPage,
  removeSessionPage,
];
