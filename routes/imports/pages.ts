import type { Page } from "../http/router.ts";
import { importLeftOut } from "./left_out.ts";
import { importList } from "./list.tsx";
import { importReading } from "./reading.tsx";
import { importReadings } from "./readings.ts";
import { importPage } from "./show.tsx";
import { importSteps } from "./steps.ts";
import { undoImport } from "./undo.tsx";
import { importUpload } from "./upload.ts";

/** Everything under /imports. */
export const importPages: Page[] = [
  importList,
  importPage,
  importReading,
  importSteps,
  importUpload,
  importLeftOut,
  undoImport,
  importReadings,
];
