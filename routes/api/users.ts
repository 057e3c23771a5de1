import { router } from "./router.ts";

export function userRoutes() {
  return router();
}
