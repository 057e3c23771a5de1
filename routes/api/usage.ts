import { router } from "./router.ts";

export function usageRoutes() {
  return router();
}
