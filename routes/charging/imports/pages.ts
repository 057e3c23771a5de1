import type { Page } from "../../http/router.ts";
import { chargingImportColumns } from "./columns.ts";
import { chargingImportList, chargingImportTemplate } from "./list.tsx";
import { chargingImportRows } from "./rows.tsx";
import { chargingImportPage } from "./show.tsx";
import { chargingImportSteps } from "./steps.ts";
import { chargingImportUndo } from "./undo.tsx";
import { chargingImportUpload } from "./upload.ts";

/** Everything under /charging/imports. */
export const chargingImportPages: Page[] = [
  chargingImportList,
  chargingImportTemplate,
  chargingImportUpload,
  chargingImportPage,
  chargingImportColumns,
  chargingImportRows,
  chargingImportSteps,
  chargingImportUndo,
];
