import type { Page } from "../http/router.ts";
import { exportFile } from "./file.ts";
import { exportLinks } from "./links.tsx";
import { exportsPage } from "./show.tsx";

/** Everything under /exports. */
export const exportPages: Page[] = [exportsPage, exportFile, exportLinks];
