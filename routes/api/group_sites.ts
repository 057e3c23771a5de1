import { router } from "./router.ts";

export function groupSiteRoutes() {
  return router();
}
