import { router } from "./router.ts";

export function groupRoutes() {
  return router();
}
