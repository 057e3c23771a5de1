import type { Page } from "../http/router.ts";
import { bulkPage } from "./bulk.tsx";
import { editSessionPage } from "./edit.tsx";
import { chargingImportPages } from "./imports/pages.ts";
import { sessionListPage } from "./list.tsx";
import { newSessionPage } from "./new.tsx";
import { removeSessionPage } from "./remove.tsx";
import { sessionPage } from "./session.tsx";

/** Everything under /charging. */
export const chargingPages: Page[] = [
  sessionListPage,
  ...chargingImportPages,
  bulkPage,
  newSessionPage,
  sessionPage,
  editSessionPage,
  removeSessionPage,
];
