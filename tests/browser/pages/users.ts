import type { TestApp } from "../../support/app.ts";
import type { Pages } from "./pages.ts";

export function users(_app: TestApp): Pages {
  return {};
}
