import type { Page } from "../http/router.ts";
import { siteAccuracy } from "./accuracy.tsx";
import type { SiteAddition } from "./additions.ts";
import { siteAttention } from "./attention.tsx";
import { siteBatches } from "./batches.tsx";
import { siteListCsv } from "./bulk/list_csv.ts";
import { siteFilePage } from "./bulk/preview.tsx";
import { sendSiteFile } from "./bulk/send.tsx";
import { siteChartFiles } from "./chart_file.ts";
import { siteDayCsv } from "./day_csv.ts";
import { editSite } from "./edit.tsx";
import { siteEnergyCsv } from "./energy_csv.ts";
import { siteHistoryPage } from "./history.tsx";
import { siteInverters } from "./inverters.tsx";
import { leaveSite } from "./leave.tsx";
import { siteList } from "./list.tsx";
import { newSitePage } from "./new.tsx";
import { siteOutages } from "./outages.tsx";
import { removeSiteGeneration } from "./remove_generation.tsx";
import { siteReportPages } from "./report.tsx";
import { sitePage } from "./show.tsx";
import { totalPage } from "./total.tsx";

/** Everything under /sites, with what other nouns add to the page of a site. */
export const sitePages = (additions: SiteAddition[]): Page[] => [
  siteList,
  siteListCsv,
  sendSiteFile,
  siteFilePage,
  totalPage,
  newSitePage,
  () => sitePage(additions),
  siteDayCsv,
  siteEnergyCsv,
  siteChartFiles,
  editSite,
  siteInverters,
  siteAccuracy,
  siteHistoryPage,
  siteBatches,
  siteAttention,
  siteOutages,
  siteReportPages,
  removeSiteGeneration,
  leaveSite,
];
