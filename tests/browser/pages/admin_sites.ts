import type { TestApp } from "../../support/app.ts";
import type { Pages } from "./pages.ts";

export function adminSites(_app: TestApp): Pages {
  return {};
}
