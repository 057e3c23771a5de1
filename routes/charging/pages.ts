import type { Page } from "../http/router.ts";
import { sessionList } from "./list.tsx";

/** Everything under /charging. */
export const chargingPages: Page[] = [
  sessionList,
];
