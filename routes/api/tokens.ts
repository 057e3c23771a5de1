import { router } from "./router.ts";

export function tokenRoutes() {
  return router();
}
