import type { Page } from "../http/router.ts";
import { groupReportPages } from "./month.tsx";
import { keptReportPages } from "./list.tsx";

/** Everything under /reports. */
export const reportPages: Page[] = [keptReportPages, groupReportPages];
