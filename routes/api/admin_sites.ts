import { router } from "./router.ts";

export function adminSiteRoutes() {
  return router();
}
