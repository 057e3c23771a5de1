import { router } from "./router.ts";

export function siteWriteRoutes() {
  return router();
}
