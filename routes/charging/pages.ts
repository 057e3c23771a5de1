import type { Page } from "../http/router.ts";
import { sessionListPage } from "./list.tsx";

/** Everything under /charging. */
export const chargingPages: Page[] = [
  sessionListPage,
];
